package no.rapportmottak.reception;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Texts into {@code kvittering/} of a sender about a file that did not become a submission, so has no reference and no
 * receipt of its own.
 */
class Notices {

    private static final Logger log = LoggerFactory.getLogger(Notices.class);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final Duration HOUR = Duration.ofHours(1);
    /** Within an hour, of each sender: who passes a limit a thousand times needs not be told a thousand times. */
    private static final int MOST = 50;
    private static final Map<String, String> NOT_TAKEN = Map.of(
            "nb", """
                    Filen %s er ikke mottatt.

                    %s.

                    Avsender:   %s
                    Tidspunkt:  %s
                    """,
            "nn", """
                    Fila %s er ikkje motteken.

                    %s.

                    Avsendar:   %s
                    Tidspunkt:  %s
                    """,
            "en", """
                    The file %s is not received.

                    %s.

                    Sender:  %s
                    Time:    %s
                    """);
    private static final Map<String, String> SEND_AGAIN = Map.of(
            "nb", "Send den på nytt senere.\n",
            "nn", "Send ho på nytt seinare.\n",
            "en", "Send it again later.\n");
    private static final Map<String, String> WE_TAKE_IT = Map.of(
            "nb", "Den blir liggende i inn/, og vi tar den av oss selv når det er plass igjen.\n",
            "nn", "Ho blir liggjande i inn/, og vi tek ho av oss sjølve når det er plass att.\n",
            "en", "It stays in inn/, and we take it by ourselves when there is room again.\n");

    private final SenderFolders folders;
    private final Senders senders;
    private final Clock clock;
    /** When, by sender and file. */
    private final Map<String, Map<String, Instant>> told = new HashMap<>();

    Notices(SenderFolders folders, Senders senders, Clock clock) {
        this.folders = folders;
        this.senders = senders;
        this.clock = clock;
    }

    /** That a file was refused over SFTP; its sender has to send it again. */
    void refused(String sender, String fileName, Refused why) {
        tell(sender, fileName, why, SEND_AGAIN);
    }

    /** That a file in the drop folder has to wait. */
    void waits(String sender, String fileName, Refused why) {
        tell(sender, fileName, why, WE_TAKE_IT);
    }

    /** Once an hour of each file name. It is a courtesy: whoever asks goes on if it cannot be written. */
    private void tell(String sender, String fileName, Refused why, Map<String, String> next) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (!isNews(sender, fileName, now)) {
            return;
        }
        String language = senders.find(sender).map(Sender::language).orElse("nb");
        String text = NOT_TAKEN.get(language).formatted(fileName, why.in(language), sender, time(now, language)) + next.get(language);
        try {
            put(sender, fileName, now, ".ikke-mottatt.txt", text);
        } catch (IOException | RuntimeException e) {
            log.warn("Sender {} cannot be told that {} was not taken: {}", sender, fileName, e.toString());
        }
    }

    private synchronized boolean isNews(String sender, String file, Instant now) {
        Map<String, Instant> ofSender = told.computeIfAbsent(sender, unknown -> new HashMap<>());
        ofSender.values().removeIf(at -> at.plus(HOUR).isBefore(now) || at.isAfter(now));
        return ofSender.size() < MOST && ofSender.putIfAbsent(file, now) == null;
    }

    /** As people in Norway read it; mails say it likewise. */
    static String time(Instant instant, String language) {
        String pattern = language.equals("en") ? "d MMMM uuuu 'at' HH:mm" : "d. MMMM uuuu 'kl.' HH.mm";
        return DateTimeFormatter.ofPattern(pattern, Locale.forLanguageTag(language)).format(instant.atZone(OSLO));
    }

    /** Puts a text there in one step, under a name of its own that begins with that of the file. */
    void put(String sender, String fileName, Instant now, String ending, String text) throws IOException {
        String safe = fileName.replaceAll("[^A-Za-z0-9._-]", "_");
        // Names that differ may be the same as safe ones.
        String name = "%s.%s-%06x%s".formatted(safe.substring(0, Math.min(safe.length(), 120)), STAMP.format(now),
                ThreadLocalRandom.current().nextInt(1 << 24), ending);
        Path temporary = folders.kvittering(sender).resolve("." + name);
        Disk.writeNew(temporary, text.getBytes(StandardCharsets.UTF_8));
        Files.move(temporary, folders.kvittering(sender).resolve(name));
    }
}
