package no.rapportmottak.console;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.rapportmottak.ledger.Act;
import no.rapportmottak.ledger.KeyUses;
import no.rapportmottak.ledger.NotDone;
import no.rapportmottak.ledger.Pauses;
import no.rapportmottak.ledger.Search;
import no.rapportmottak.reception.KeyLine;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.submission.Outcome;
import org.springframework.stereotype.Component;

/** How it stands with each sender. */
@Component
class SenderList {

    private static final Duration LATELY = Duration.ofDays(30);
    private static final int USUAL = 10;

    /**
     * @param pause    null unless it is paused
     * @param outcomes of what it handed in lately
     */
    public record Standing(
            String id, String name, String organisationNumber, String category, String language, boolean enabled,
            List<String> reportsFor, List<String> reportTypes, List<KeyLine> keys, Pauses.Pause pause,
            Map<Outcome, Long> outcomes) {

        public long submissions() {
            return outcomes.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Accepted of a hundred that were accepted or rejected; null of none. */
        @JsonProperty
        public Long acceptance() {
            long accepted = count(Outcome.GODKJENT) + count(Outcome.GODKJENT_MED_MERKNADER);
            long judged = accepted + count(Outcome.AVVIST);
            return judged == 0 ? null : accepted * 100 / judged;
        }

        private long count(Outcome outcome) {
            return outcomes.getOrDefault(outcome, 0L);
        }
    }

    private final Senders senders;
    private final Search search;
    private final Pauses pauses;
    private final KeyUses keyUses;
    private final Clock clock;

    SenderList(Senders senders, Search search, Pauses pauses, KeyUses keyUses, Clock clock) {
        this.senders = senders;
        this.search = search;
        this.pauses = pauses;
        this.keyUses = keyUses;
        this.clock = clock;
    }

    /** By name. */
    List<Standing> all() {
        Map<String, Map<Outcome, Long>> outcomes = search.outcomes(lately());
        Map<String, Map<String, Instant>> uses = keyUses.all();
        return senders.all().stream()
                .sorted(Comparator.comparing(Sender::name).thenComparing(Sender::id))
                .map(sender -> standing(
                        sender, outcomes.getOrDefault(sender.id(), Map.of()), uses.getOrDefault(sender.id(), Map.of())))
                .toList();
    }

    Optional<Standing> find(String id) {
        return senders.find(id).map(sender -> standing(sender, search.outcomes(id, lately()), keyUses.of(id)));
    }

    /** The codes that were found most often in what it handed in lately. */
    Map<String, Long> usualCodes(String id) {
        return search.usualCodes(id, lately(), USUAL);
    }

    private Instant lately() {
        return clock.instant().minus(LATELY);
    }

    private Standing standing(Sender sender, Map<Outcome, Long> outcomes, Map<String, Instant> uses) {
        return new Standing(
                sender.id(), sender.name(), sender.organisationNumber(), sender.category(), sender.language(), sender.enabled(),
                sender.reportsFor(), sender.reportTypes(), sender.keys().stream().map(key -> KeyLine.of(key, uses)).toList(),
                pauses.of(sender.id()).orElse(null), outcomes);
    }

    /** False when it is paused already. */
    boolean pause(String id, Act act) {
        return pauses.pause(known(id), act);
    }

    /** False when it is not paused. */
    boolean resume(String id, Act act) {
        return pauses.resume(known(id), act);
    }

    private String known(String id) {
        return senders.find(id).map(Sender::id).orElseThrow(() -> new NotDone(NotDone.Why.UNKNOWN_SENDER));
    }
}
