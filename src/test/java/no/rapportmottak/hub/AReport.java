package no.rapportmottak.hub;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A good grant report of its own, from which a test says what deviates; written as JSON or XML. */
public final class AReport {

    private static final Path GOOD =
            Path.of("schemas/tilskuddsrapport/v1/samples/valid/tilskuddsrapport-rusarbeid-alt-overfoert.json");
    private static final AtomicInteger REPORTS = new AtomicInteger();

    private final ObjectNode tree;

    private AReport(ObjectNode tree) {
        this.tree = tree;
    }

    /** One that nobody has sent yet. */
    public static AReport ofItsOwn() throws IOException {
        return read(GOOD).with("avsendersReferanse", "egen-" + REPORTS.incrementAndGet());
    }

    static AReport read(Path json) throws IOException {
        return new AReport((ObjectNode) Hub.JSON.readTree(json.toFile()));
    }

    /** The same with another value of a first-level field; one that it lacked comes after the sender's reference. */
    public AReport with(String field, Object value) {
        ObjectNode ordered = Hub.JSON.createObjectNode();
        tree.fields().forEachRemaining(known -> {
            ordered.set(known.getKey(), known.getValue());
            if (known.getKey().equals("avsendersReferanse") && !tree.has(field)) {
                ordered.set(field, Hub.JSON.valueToTree(value));
            }
        });
        ordered.set(field, Hub.JSON.valueToTree(value));
        return new AReport(ordered);
    }

    /** The same with another value of a field in the object that a pointer names. */
    public AReport with(String pointer, String field, Object value) {
        ObjectNode copy = tree.deepCopy();
        ((ObjectNode) copy.at(pointer)).set(field, Hub.JSON.valueToTree(value));
        return new AReport(copy);
    }

    /** The same with that text at a place that has another. */
    AReport withText(JsonPointer place, String text) {
        ObjectNode copy = tree.deepCopy();
        if (copy.at(place.head()) instanceof ArrayNode items) {
            items.set(place.last().getMatchingIndex(), text);
        } else {
            ((ObjectNode) copy.at(place.head())).put(place.last().getMatchingProperty(), text);
        }
        return new AReport(copy);
    }

    /** With a harmless change, so that the bytes differ. */
    AReport corrected() {
        return with("/kontakt", "telefon", "+47 00 00 00 99");
    }

    public AReport replacing(String reference) {
        return with("erstatter", reference);
    }

    public String json() {
        return tree.toPrettyString();
    }

    /** The same report as XML: every field an element, every item of a list one, in the order of the schema. */
    public String xml() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<tilskuddsrapport xmlns=\"urn:rapportmottak:tilskuddsrapport:v1\">\n");
        tree.fields().forEachRemaining(field -> {
            if (!field.getKey().equals("skjema")) {
                element(xml, field.getKey(), field.getValue());
            }
        });
        return xml.append("</tilskuddsrapport>\n").toString();
    }

    private static void element(StringBuilder xml, String name, JsonNode value) {
        if (value.isArray()) {
            value.forEach(item -> element(xml, name, item));
            return;
        }
        xml.append('<').append(name).append('>');
        if (value.isObject()) {
            xml.append('\n');
            value.fields().forEachRemaining(field -> element(xml, field.getKey(), field.getValue()));
        } else {
            xml.append(value.asText().replace("&", "&amp;").replace("<", "&lt;"));
        }
        xml.append("</").append(name).append(">\n");
    }
}
