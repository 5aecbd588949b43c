package no.rapportmottak.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import no.rapportmottak.receipt.Receipts;
import no.rapportmottak.registry.Home;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Examined;
import no.rapportmottak.submission.Original;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Submission;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Checks a few samples and prints their receipts when the hub has started, and throws both away: the first sender
 * should not wait for classes to be loaded, which takes longer than everything else together.
 */
@Component
class Warmup {

    private static final Logger LOG = LoggerFactory.getLogger(Warmup.class);
    private static final int SAMPLES = 12;

    private final ProducerTemplate template;
    private final Receipts receipts;
    private final Home home;
    private final Clock clock;

    Warmup(ProducerTemplate template, Receipts receipts, Home home, Clock clock) {
        this.template = template;
        this.receipts = receipts;
        this.home = home;
        this.clock = clock;
    }

    @EventListener(ApplicationStartedEvent.class)
    void start() {
        if (!template.getCamelContext().isStarted()) {
            return;
        }
        Thread thread = new Thread(this::run, "warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            for (Path sample : Samples.in(home).stream().limit(SAMPLES).toList()) {
                check(sample);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("the warm-up ended early: {}", e.toString());
        }
    }

    private void check(Path sample) throws IOException {
        Instant now = clock.instant();
        Original original = new Original(sample, "0".repeat(64), Files.size(sample));
        Submission nobodys = new Submission(
                Reference.mint(now), "-", Channel.MAPPE, sample.getFileName().toString(), now, original, null);
        Examined examined = template.requestBody("direct:check", nobodys, Examined.class);
        receipts.all(new Decision(nobodys, examined.verdict(), now, null, 0, null, null));
    }
}
