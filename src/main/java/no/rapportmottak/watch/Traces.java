package no.rapportmottak.watch;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import no.rapportmottak.ledger.Happenings;
import no.rapportmottak.ledger.Happenings.Happening;
import no.rapportmottak.ledger.Search;
import no.rapportmottak.ledger.Search.Sending;
import no.rapportmottak.ledger.Timeline.Entry;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One trace for each submission, told by the ledger's timeline: from the claim of the file over each step of the check to
 * each delivery, whose span is the one that its message names as parent. Read afterwards, on a thread of its own, so no
 * report waits for a collector; while that is away nothing is kept here, for the ledger has it, and what is older than an
 * hour is no longer told.
 */
class Traces implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Traces.class);
    private static final int BATCH = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);
    private static final Duration NEWS = Duration.ofHours(1);

    private final Feed feed;
    private final Search search;
    private final SpanExporter collector;
    private final Clock clock;
    private int failures;
    private long restsSince;

    /** @param collector who gets the spans, or null: then nothing is done */
    Traces(Happenings happenings, Search search, SpanExporter collector, Clock clock) {
        this.feed = new Feed(happenings);
        this.search = search;
        this.collector = collector;
        this.clock = clock;
    }

    /** Tells what has happened here since the last time. */
    void take() {
        if (collector == null || rests()) {
            return;
        }
        List<Happening> next = feed.next(BATCH);
        List<SpanData> spans = spans(next);
        if (spans.isEmpty() || told(spans)) {
            feed.done(next);
        }
    }

    private boolean rests() {
        long rest = Math.min(LONGEST_REST.toNanos(), Duration.ofSeconds(1).toNanos() << Math.min(failures, 10));
        return failures > 0 && System.nanoTime() - restsSince < rest;
    }

    private boolean told(Collection<SpanData> spans) {
        boolean told = collector.export(spans).join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).isSuccess();
        if (!told && failures == 0) {
            LOG.warn("The collector of traces does not take them; they wait in the ledger for an hour");
        } else if (told && failures > 0) {
            LOG.info("The collector of traces takes them again");
        }
        failures = told ? 0 : failures + 1;
        restsSince = System.nanoTime();
        return told;
    }

    private List<SpanData> spans(List<Happening> steps) {
        Instant oldest = clock.instant().minus(NEWS);
        Map<Reference, List<Sending>> sendings = new HashMap<>();
        List<SpanData> spans = new ArrayList<>();
        for (Happening step : steps) {
            if (step.here() && step.sender() != null && !step.at().isBefore(oldest)) {
                if (isDelivery(step.step())) {
                    delivery(step, sendings.computeIfAbsent(step.reference(), search::sendings)).forEach(spans::add);
                } else if (isOutcome(step.step())) {
                    spans.addAll(decision(step));
                }
            }
        }
        return spans;
    }

    private static boolean isDelivery(String step) {
        return step.equals("levert") || step.equals("parkert");
    }

    private static boolean isOutcome(String step) {
        return Stream.of(Outcome.values()).map(Outcome::name).anyMatch(step::equals);
    }

    /** Each step that led to a decision begins where the one before ended. The first decision ends the submission's own span. */
    private List<SpanData> decision(Happening decided) {
        List<SpanData> spans = new ArrayList<>();
        Instant began = decided.reference().mintedAt();
        boolean first = true;
        for (Entry entry : search.timeline(decided.reference())) {
            if (isDelivery(entry.step())) {
                continue;
            }
            boolean ends = entry.step().equals(decided.step()) && entry.at().equals(decided.at());
            spans.add(Span.step(decided, entry.step(), spans.size(), began, entry.at(), entry.node()));
            if (ends) {
                break;
            }
            if (isOutcome(entry.step())) {
                first = false;
                spans.clear();
            }
            began = entry.at();
        }
        if (first) {
            spans.add(Span.submission(decided));
        }
        return spans;
    }

    /** The detail of such a step begins with kind and destination. */
    private static Stream<SpanData> delivery(Happening ended, List<Sending> sendings) {
        String detail = ended.detail() == null ? "" : ended.detail();
        return sendings.stream()
                .filter(sending -> (detail + ",").startsWith(sending.kind() + " " + sending.destination() + ",")
                        || detail.startsWith(sending.kind() + " " + sending.destination() + ":"))
                .map(sending -> Span.delivery(ended, sending));
    }

    @Override
    public void close() {
        if (collector != null) {
            collector.shutdown();
        }
    }
}
