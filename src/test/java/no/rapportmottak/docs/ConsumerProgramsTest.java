package no.rapportmottak.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import no.rapportmottak.hub.AReport;
import no.rapportmottak.hub.Hub;
import no.rapportmottak.hub.HubTest;
import no.rapportmottak.hub.Queues;
import no.rapportmottak.hub.Queues.Read;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Each program of the page for consumers prints a message of the running hub and takes it. */
@HubTest
class ConsumerProgramsTest {

    @Autowired
    Hub hub;

    @Autowired
    Queues queues;

    @Test
    void readsByJms() throws Exception {
        Read message = aMessage();

        try (Program program = Program.java("JmsConsumer.java", at("tcp://"), Queues.USER, Queues.REPORTS)) {
            expect(program, message);
        }
    }

    @Test
    void readsByAmqp() throws Exception {
        Read message = aMessage();

        try (Program program = Program.java("AmqpConsumer.java", at("amqp://"), Queues.USER, Queues.REPORTS)) {
            expect(program, message);
        }
    }

    @Test
    void readsByStomp() throws Exception {
        assumeTrue(isInstalled("python3"), "python3 is not installed");
        Read message = aMessage();

        String port = Integer.toString(queues.port());
        try (Program program = Program.python("stomp_consumer.py", "127.0.0.1", port, Queues.USER, Queues.REPORTS)) {
            expect(program, message);
        }
    }

    private Read aMessage() throws Exception {
        String reference = Hub.reference(hub.send(hub.sender(), AReport.ofItsOwn().json()));
        return queues.message(Queues.REPORTS, reference);
    }

    private String at(String protocol) {
        return protocol + "127.0.0.1:" + queues.port();
    }

    private void expect(Program program, Read message) {
        String reference = (String) message.properties().get("referanse");
        assertThat(program.says(reference)).isEqualTo(reference + " " + message.body());
        Hub.soon("the message has left its queue")
                .until(() -> queues.messages(Queues.REPORTS, "referanse = '" + reference + "'").isEmpty());
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
