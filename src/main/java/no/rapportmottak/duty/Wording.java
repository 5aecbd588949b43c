package no.rapportmottak.duty;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What documents say at a pointer. */
final class Wording {

    private Wording() {}

    /** The values at a pointer in which {@code *} stands for every element of a list. */
    static Stream<String> values(JsonNode node, String pointer) {
        int star = pointer.indexOf("/*");
        if (star < 0) {
            JsonNode value = node.at(pointer);
            return value.isMissingNode() ? Stream.empty() : Stream.of(value.asText());
        }
        JsonNode list = node.at(pointer.substring(0, star));
        return StreamSupport.stream(list.spliterator(), false)
                .flatMap(element -> values(element, pointer.substring(star + 2)));
    }

    /** A code as it is compared: people write its blanks and hyphens differently. */
    static String plain(String code) {
        return code.replaceAll("[\\s\\p{Pd}]", "").toUpperCase(Locale.ROOT);
    }
}
