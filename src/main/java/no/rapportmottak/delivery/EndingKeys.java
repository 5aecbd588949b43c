package no.rapportmottak.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import no.rapportmottak.ledger.KeyNotices;
import no.rapportmottak.ledger.KeyNotices.KeyNotice;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Sender.Contact;
import no.rapportmottak.registry.SenderKey;
import no.rapportmottak.registry.Senders;

/** Who is to be told by mail that a key ends: 30, 7 and 1 day before; what was missed is not made up for. */
public class EndingKeys {

    private static final List<Integer> DAYS = List.of(1, 7, 30);

    private final Senders senders;
    private final KeyNotices notices;
    private final boolean hasMailServer;
    private final Clock clock;

    EndingKeys(Senders senders, KeyNotices notices, boolean hasMailServer, Clock clock) {
        this.senders = senders;
        this.notices = notices;
        this.hasMailServer = hasMailServer;
        this.clock = clock;
    }

    /** Nobody where there is no mail server, nor who has no address or wants no mail. */
    public List<KeyNotice> due() {
        if (!hasMailServer) {
            return List.of();
        }
        Instant now = clock.instant();
        return senders.all().stream()
                .filter(sender -> sender.enabled() && wantsMail(sender.contact()))
                .flatMap(sender -> ending(sender, now))
                .filter(notices::isDue)
                .toList();
    }

    private static boolean wantsMail(Contact contact) {
        return contact != null && contact.email() != null && contact.mail() != Contact.Mail.NONE;
    }

    private static Stream<KeyNotice> ending(Sender sender, Instant now) {
        return sender.keys().stream()
                .filter(key -> key.isValidAt(now) && key.notAfter() != null)
                .flatMap(key -> days(key, now)
                        .map(days -> new KeyNotice(sender.id(), key.fingerprint(), key.notAfter(), days)).stream());
    }

    private static Optional<Integer> days(SenderKey key, Instant now) {
        return DAYS.stream().filter(days -> !now.isBefore(key.notAfter().minus(Duration.ofDays(days)))).findFirst();
    }
}
