package no.rapportmottak.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import no.rapportmottak.registry.Routing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The description of the queues is whole: well-formed, and about every queue that there is. */
class AsyncApiTest {

    private static final String WHAT_A_NEW_TYPE_NEEDS = """
            A new report type needs one entry under channels and one under operations of src/docs/asyncapi.yaml:

              <type>:
                address: hod.<type>
                title: …
                description: …
                messages:
                  <type>:
                    traits:
                      - $ref: '#/components/messageTraits/report'
                    payload:
                      schemaFormat: application/schema+json;version=draft-2020-12
                      schema:
                        $ref: ../../schemas/<type>/v1/<type>.schema.json

              send<Type>:
                action: send
                channel:
                  $ref: '#/channels/<type>'
            """;

    private AsyncApi description;

    @BeforeEach
    void read() throws IOException {
        description = AsyncApi.read();
    }

    @Test
    void hasTheFormOfAsyncApi3() throws IOException {
        assertThat(description.wrongBy(Path.of("src/test/resources/docs/asyncapi-essentials.schema.json"))).isEmpty();
    }

    @Test
    void refersToNothingThatIsNotThere() {
        assertThat(description.danglingReferences()).isEmpty();
    }

    @Test
    void describesEveryQueueAndNoOther() {
        Set<String> queues = new HashSet<>(Routing.read(Path.of("config/routing.yaml")).allQueues());
        queues.add(AsyncApi.DEAD_LETTERS);

        assertThat(description.addresses()).as(WHAT_A_NEW_TYPE_NEEDS).containsExactlyInAnyOrderElementsOf(queues);
    }

    @Test
    void saysWhoSendsOnEveryChannel() {
        Set<String> channels = description.document().get("channels").properties().stream()
                .map(channel -> "#/channels/" + channel.getKey())
                .collect(Collectors.toSet());

        assertThat(description.channelsOfOperations()).as(WHAT_A_NEW_TYPE_NEEDS).isEqualTo(channels);
    }
}
