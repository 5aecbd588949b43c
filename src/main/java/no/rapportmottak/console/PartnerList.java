package no.rapportmottak.console;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import no.rapportmottak.ledger.Backlog;
import no.rapportmottak.ledger.Backlog.Late;
import no.rapportmottak.ledger.DeadLetters;
import no.rapportmottak.ledger.Delivery.Kind;
import no.rapportmottak.ledger.Pauses;
import no.rapportmottak.reception.PartnerStanding;
import no.rapportmottak.reception.Partners;
import no.rapportmottak.registry.Partner;
import org.springframework.stereotype.Component;

/** How it stands with each server that we fetch from and bring receipts to. */
@Component
class PartnerList {

    enum State {
        /** Its folder was looked through the last time. */
        UP,
        /** It was not. */
        DOWN,
        /** Not since the start, neither well nor badly. */
        UNKNOWN,
        /** Its sender is paused. */
        PAUSED,
        /** Another node fetches from it. */
        ELSEWHERE
    }

    /**
     * @param lastSuccess when its folder was last looked through by this node; null when it was not since the start
     * @param lastError   the last failure since the start, whatever came after it, or null
     * @param troubles    with single files there, by kind
     * @param waiting     receipts that wait to be brought there
     * @param oldest      since when the oldest of these waits, or null
     * @param reference   of the oldest, or null
     * @param waitsFor    why the last attempt to bring one failed, or null
     * @param dead        receipts that were given up
     * @param pause       of its sender, or null
     */
    public record Standing(
            String id, String host, int port, String sender, State state, Instant lastSuccess,
            PartnerStanding.Failure lastError, Map<String, String> troubles, long waiting, Instant oldest, String reference,
            String waitsFor, long dead, Pauses.Pause pause) {}

    private final Partners partners;
    private final Backlog backlog;
    private final DeadLetters deadLetters;
    private final Pauses pauses;
    private final Clock clock;

    PartnerList(Partners partners, Backlog backlog, DeadLetters deadLetters, Pauses pauses, Clock clock) {
        this.partners = partners;
        this.backlog = backlog;
        this.deadLetters = deadLetters;
        this.pauses = pauses;
        this.clock = clock;
    }

    /** Those that are down first, then by id. */
    List<Standing> all() {
        Map<String, Late> waiting = backlog.late(Kind.PARTNER, clock.instant()).stream()
                .collect(Collectors.toMap(Late::destination, Function.identity()));
        Map<String, Long> dead = deadLetters.groups().stream()
                .filter(group -> group.kind() == Kind.PARTNER)
                .collect(Collectors.toMap(DeadLetters.Group::destination, DeadLetters.Group::count, Long::sum));
        return partners.all().stream()
                .map(partner -> standing(partner, waiting.get(partner.id()), dead.getOrDefault(partner.id(), 0L)))
                .sorted(Comparator.comparing((Standing standing) -> standing.state() != State.DOWN).thenComparing(Standing::id))
                .toList();
    }

    /** The ids of those whose server is down now, with the cause. */
    Map<String, String> down() {
        return partners.all().stream().map(Partner::id).filter(partners::isAway)
                .collect(Collectors.toMap(Function.identity(), id -> partners.standing(id).lastError().cause()));
    }

    /** @param waiting null when nothing waits for it */
    private Standing standing(Partner partner, Late waiting, long dead) {
        PartnerStanding fetching = partners.standing(partner.id());
        Pauses.Pause pause = pauses.of(partner.sender()).orElse(null);
        return new Standing(
                partner.id(), partner.host(), partner.port(), partner.sender(), state(fetching, pause), fetching.succeeded(),
                fetching.lastError(), fetching.troubles(), waiting == null ? 0 : waiting.items(),
                waiting == null ? null : waiting.since(), waiting == null ? null : waiting.oldest().value(),
                waiting == null ? null : waiting.cause(), dead, pause);
    }

    private static State state(PartnerStanding fetching, Pauses.Pause pause) {
        if (pause != null) {
            return State.PAUSED;
        }
        if (!fetching.watched()) {
            return State.ELSEWHERE;
        }
        if (fetching.failure() != null) {
            return State.DOWN;
        }
        return fetching.succeeded() == null ? State.UNKNOWN : State.UP;
    }
}
