package no.rapportmottak.reception;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import no.rapportmottak.ledger.Act;
import no.rapportmottak.ledger.FileChanges;
import no.rapportmottak.registry.ConfigurationMistake;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.registry.SendersEditor;
import no.rapportmottak.registry.SendersEditor.NewKey;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Takes a new public key from a sender that has signed in with an old one, into {@code config/senders.yaml} and the audit.
 * The old keys stay: ending them is for people. A refusal changes nothing.
 */
class KeyDesk {

    /** Of a file; the longest RSA keys have some 3 kB. */
    static final int LARGEST = 16 * 1024;

    private static final Logger log = LoggerFactory.getLogger(KeyDesk.class);
    private static final int MOST_KEYS = 10;
    private static final int LONGEST_LABEL = 60;
    private static final Set<String> KINDS =
            Set.of("ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa");
    private static final Map<String, String> TAKEN = Map.of(
            "nb", """
                    Den nye nøkkelen er registrert, og dere kan bruke den om noen sekunder.

                    Avsender:     %s
                    Ny nøkkel:    %s
                    Levert med:   %s
                    Tidspunkt:    %s

                    De gamle nøklene virker fortsatt. Si fra når dere er over på den nye, så avslutter vi de gamle.
                    Var det ikke dere som leverte den, så ta kontakt med oss med en gang.
                    """,
            "nn", """
                    Den nye nøkkelen er registrert, og de kan bruke han om nokre sekund.

                    Avsendar:     %s
                    Ny nøkkel:    %s
                    Levert med:   %s
                    Tidspunkt:    %s

                    Dei gamle nøklane verkar framleis. Sei frå når de er over på den nye, så avsluttar vi dei gamle.
                    Var det ikkje de som leverte han, så ta kontakt med oss med ein gong.
                    """,
            "en", """
                    The new key is registered, and you can use it in a few seconds.

                    Sender:          %s
                    New key:         %s
                    Handed in with:  %s
                    Time:            %s

                    The old keys still work. Tell us when you have moved to the new one, and we will end the old ones.
                    If it was not you who handed it in, get in touch with us at once.
                    """);

    /** Makes a change and writes it into the audit, or neither. */
    interface Noted {
        String make(Act act, String what, FileChanges.Change change) throws IOException;
    }

    private final Senders senders;
    private final SendersEditor editor;
    private final Noted changes;
    private final Notices notices;
    private final Clock clock;

    KeyDesk(Senders senders, SendersEditor editor, Noted changes, Notices notices, Clock clock) {
        this.senders = senders;
        this.editor = editor;
        this.changes = changes;
        this.notices = notices;
        this.clock = clock;
    }

    boolean isOpenFor(String sender) {
        return senders.find(sender).filter(Sender::newKeys).isPresent();
    }

    /**
     * Takes the key in a file and puts the answer into {@code kvittering/}.
     *
     * @param signedInWith fingerprint of the key that the sender has signed in with
     */
    void handIn(String sender, String signedInWith, String fileName, Path file) throws IOException {
        Sender owner = senders.find(sender).filter(Sender::newKeys).orElseThrow(() -> Refused.notAllowed(Why.ONLY_TWO_FOLDERS));
        AuthorizedKeyEntry entry = read(file);
        PublicKey key = resolve(entry);
        String fingerprint = KeyUtils.getFingerPrint(key);
        refuseIfUnfit(owner, entry, key, fingerprint);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        add(sender, new NewKey(PublicKeyEntry.toString(key), label(entry, now), null), fingerprint, signedInWith);
        log.info("Sender {} has handed in the key {}, signed in with {}", sender, fingerprint, signedInWith);
        notices.put(sender, fileName, now, ".txt", TAKEN.get(owner.language()).formatted(
                sender, fingerprint, signedInWith, Notices.time(now, owner.language())));
    }

    private static AuthorizedKeyEntry read(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        if (text.contains("PRIVATE KEY")) {
            throw Refused.notAllowed(Why.KEY_IS_PRIVATE);
        }
        try {
            AuthorizedKeyEntry entry = text.contains("\n") ? null : AuthorizedKeyEntry.parseAuthorizedKeyEntry(text);
            if (entry != null && entry.getLoginOptions().isEmpty()) {
                return entry;
            }
        } catch (RuntimeException e) {
            log.debug("no public key: {}", e.toString());
        }
        throw Refused.notAllowed(Why.KEY_UNREADABLE);
    }

    private static PublicKey resolve(AuthorizedKeyEntry entry) throws IOException {
        try {
            return entry.resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw Refused.notAllowed(Why.KEY_UNREADABLE);
        }
    }

    private void refuseIfUnfit(Sender owner, AuthorizedKeyEntry entry, PublicKey key, String fingerprint) throws Refused {
        if (!KINDS.contains(entry.getKeyType()) || Algorithms.isShort(key)) {
            throw Refused.notAllowed(Why.KEY_IS_WEAK);
        }
        if (owner.keys().size() >= MOST_KEYS) {
            throw Refused.notAllowed(Why.KEYS_TOO_MANY);
        }
        boolean known = senders.all().stream()
                .flatMap(sender -> sender.keys().stream())
                .anyMatch(other -> fingerprint.equals(KeyLine.fingerprint(other.line())));
        if (known) {
            throw Refused.notAllowed(Why.KEY_IS_KNOWN);
        }
    }

    /** What its sender calls it, without anything that a terminal or a page would do something with. */
    private static String label(AuthorizedKeyEntry entry, Instant now) {
        String comment = entry.getComment() == null ? "" : entry.getComment().replaceAll("[^\\p{L}\\p{N} @._-]", "");
        return (comment.substring(0, Math.min(comment.length(), LONGEST_LABEL)) + " handed in " + now.toString().substring(0, 10)).strip();
    }

    private void add(String sender, NewKey key, String fingerprint, String signedInWith) throws Refused {
        Act act = new Act(sender + " (SFTP)", "handed in, signed in with " + signedInWith);
        try {
            changes.make(act, "sender new key", () -> {
                editor.addKey(sender, key);
                return sender + " " + fingerprint;
            });
        } catch (IOException | ConfigurationMistake | DataAccessException | TransactionException e) {
            log.warn("A key that sender {} has handed in cannot be registered: {}", sender, e.toString());
            throw Refused.because(Why.NOT_STORED);
        }
    }
}
