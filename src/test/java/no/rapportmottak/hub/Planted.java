package no.rapportmottak.hub;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Reports with a person's name and identity number in each place where somebody can write text. */
public final class Planted {

    /** What must stand nowhere but in receipts, messages and the archive. */
    public static final List<String> NOWHERE = List.of("Planterud", "planterud", "14074550089");

    private static final String TEXT = "Kjellfrid Planterud 14074550089";
    private static final AtomicInteger FILES = new AtomicInteger();

    private Planted() {}

    /** A good sample with the text in one field each, then in all at once, as JSON and XML in turn; and what is no report. */
    public static List<String> documents() throws IOException {
        List<String> documents = new ArrayList<>();
        List<JsonPointer> places = places();
        for (int i = 0; i < places.size(); i++) {
            AReport report = report(List.of(places.get(i)));
            documents.add(i % 2 == 0 ? report.json() : report.xml());
        }
        documents.add(report(places).json());
        documents.add(report(places).xml());
        documents.add("{\"skjema\": " + TEXT);
        documents.add("<tilskuddsrapport xmlns=\"urn:rapportmottak:tilskuddsrapport:v1\"><" + TEXT + "/>");
        documents.add(TEXT);
        return documents;
    }

    private static AReport report(List<JsonPointer> places) throws IOException {
        AReport report = AReport.ofItsOwn();
        for (JsonPointer place : places) {
            report = report.withText(place, TEXT);
        }
        return report;
    }

    private static List<JsonPointer> places() throws IOException {
        List<JsonPointer> places = new ArrayList<>();
        find(Hub.JSON.readTree(AReport.ofItsOwn().json()), JsonPointer.empty(), places);
        return places;
    }

    private static void find(JsonNode node, JsonPointer place, List<JsonPointer> places) {
        if (node.isTextual() && !place.toString().equals("/skjema")) {
            places.add(place);
        } else if (node instanceof ObjectNode object) {
            object.fields().forEachRemaining(field -> find(field.getValue(), place.appendProperty(field.getKey()), places));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                find(array.get(i), place.appendIndex(i), places);
            }
        }
    }

    /** A name of its own that somebody might give such a file. */
    public static String fileName() {
        return "rapport Kjellfrid Planterud 14074550089 " + FILES.incrementAndGet() + ".dat";
    }
}
