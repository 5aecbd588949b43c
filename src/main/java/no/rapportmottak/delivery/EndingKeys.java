package no.rapportmottak.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import no.rapportmottak.ledger.KeyReminder;
import no.rapportmottak.ledger.Reminders;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.SenderKey;
import no.rapportmottak.registry.Senders;

/** Who is to be told by mail that a key ends: 30, 7 and 1 day before; what was missed is not made up for. */
public class EndingKeys {

    private static final List<Integer> DAYS = List.of(1, 7, 30);

    private final Senders senders;
    private final Reminders reminders;
    private final boolean hasMailServer;
    private final Clock clock;

    EndingKeys(Senders senders, Reminders reminders, boolean hasMailServer, Clock clock) {
        this.senders = senders;
        this.reminders = reminders;
        this.hasMailServer = hasMailServer;
        this.clock = clock;
    }

    /** Nobody where there is no mail server. */
    public List<KeyReminder> due() {
        if (!hasMailServer) {
            return List.of();
        }
        Instant now = clock.instant();
        return senders.all().stream()
                .filter(Sender::isReminded)
                .flatMap(sender -> ending(sender, now))
                .filter(reminders::isDue)
                .toList();
    }

    private static Stream<KeyReminder> ending(Sender sender, Instant now) {
        return sender.keys().stream()
                .filter(key -> key.isValidAt(now) && key.notAfter() != null)
                .flatMap(key -> days(key, now)
                        .map(days -> new KeyReminder(sender.id(), key.fingerprint(), key.notAfter(), days)).stream());
    }

    private static Optional<Integer> days(SenderKey key, Instant now) {
        return DAYS.stream().filter(days -> !now.isBefore(key.notAfter().minus(Duration.ofDays(days)))).findFirst();
    }
}
