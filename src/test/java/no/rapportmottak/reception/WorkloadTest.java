package no.rapportmottak.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Original;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Submission;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    private static final int SMALL = 8_000;
    private static final int LARGE = 10_000_000;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Set<String> checked = ConcurrentHashMap.newKeySet();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private ProducerTemplate producer;

    @BeforeEach
    void start() throws Exception {
        Workload workload = new Workload(256 << 20);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:check").bean(workload, "await").process(exchange -> {
                    checked.add(exchange.getMessage().getBody(Submission.class).fileName());
                    goOn.await();
                    if (exchange.getMessage().getBody(Submission.class).fileName().equals("fails")) {
                        throw new IllegalStateException("fails");
                    }
                });
            }
        });
        camel.start();
        producer = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        camel.stop();
    }

    @Test
    void checksDozensOfOrdinaryDocumentsAtTheSameTime() {
        for (int i = 0; i < 24; i++) {
            check("ordinary-" + i, SMALL);
        }

        await().until(() -> checked.size() == 24);
    }

    @Test
    void checksOneOfTheLargestAtATimeWhateverComesOfIt() throws Exception {
        CompletableFuture<Void> first = check("fails", LARGE);
        await().until(() -> checked.contains("fails"));
        CompletableFuture<Void> second = check("second", LARGE);
        await().during(Duration.ofMillis(200)).until(() -> checked.equals(Set.of("fails")));

        goOn.countDown();

        first.handle((done, failure) -> assertThat(failure).hasRootCauseMessage("fails")).get();
        second.get();
        assertThat(checked).containsExactlyInAnyOrder("fails", "second");
    }

    private CompletableFuture<Void> check(String name, int size) {
        Submission submission = new Submission(Reference.mint(Instant.EPOCH), "solvik", Channel.MAPPE, name, Instant.EPOCH,
                new Original(Path.of(name), "0".repeat(64), size), null);
        return CompletableFuture.runAsync(() -> producer.sendBody("direct:check", submission), task -> new Thread(task).start());
    }
}
