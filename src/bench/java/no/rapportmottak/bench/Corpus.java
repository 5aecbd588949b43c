package no.rapportmottak.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import no.rapportmottak.validation.Twin;

/**
 * Reports that differ from one another, of the two main types in turn, every other one XML and the next JSON, 6 to
 * 10 KB each; one in a hundred breaks its schema.
 */
final class Corpus {

    /** One in so many is invalid. */
    static final int INVALID = 100;
    static final List<String> TYPES = List.of("tilskuddsrapport", "disposisjonsplan");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCHEMAS = Path.of("schemas").toAbsolutePath();
    /** As a larger municipality's account has. */
    private static final int LINES = 30;

    private final ObjectNode grant;
    private final ObjectNode plan;

    Corpus() throws IOException {
        grant = sample("tilskuddsrapport/v1/samples/valid/tilskuddsrapport-rusarbeid-alt-overfoert.json");
        plan = sample("disposisjonsplan/v1/samples/valid/disposisjonsplan-762-2023.json");
    }

    private static ObjectNode sample(String path) throws IOException {
        return (ObjectNode) JSON.readTree(SCHEMAS.resolve(path).toFile());
    }

    /** The organisations that the reports are about. */
    static List<String> organisations() {
        return List.of("999263550", "999263771");
    }

    /**
     * Writes reports into a folder, as {@code <name>-<number>.xml} or {@code .json}.
     *
     * @param name makes them differ from those of another call
     */
    List<Path> write(Path folder, String name, int reports) throws IOException {
        return write(folder, name, reports, number -> text(name, number));
    }

    /** Grant reports only, whose account has so many lines. */
    List<Path> writeGrants(Path folder, String name, int reports, int lines) throws IOException {
        return write(folder, name, reports, number -> text(name, number, grant(number, lines)));
    }

    private static List<Path> write(Path folder, String name, int reports, IntFunction<String> text) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < reports; i++) {
            Path file = folder.resolve("%s-%05d.%s".formatted(name, i, isXml(i) ? "xml" : "json"));
            files.add(Files.writeString(file, text.apply(i)));
        }
        return files;
    }

    /** The text of one of them. */
    String text(String name, int number) {
        return text(name, number, number / 2 % 2 == 0 ? grant(number, LINES) : plan.deepCopy());
    }

    private static String text(String name, int number, ObjectNode report) {
        report.put("avsendersReferanse", name + "-" + number);
        if (isInvalid(number)) {
            report.put("opprettet", "i går");
        }
        return isXml(number) ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Twin.xml(report) : report.toString();
    }

    /** The sender's reference of a report, by the name of its file. */
    static String reference(String fileName) {
        String[] parts = fileName.replaceFirst("\\..*", "").split("-");
        return parts[0] + "-" + Integer.parseInt(parts[1]);
    }

    static boolean isXml(int number) {
        return number % 2 == 0;
    }

    static boolean isInvalid(int number) {
        return number % INVALID == INVALID - 1;
    }

    static int accepted(int reports) {
        return reports - reports / INVALID;
    }

    private ObjectNode grant(int number, int accounted) {
        ObjectNode report = grant.deepCopy();
        ObjectNode account = (ObjectNode) report.get("regnskap");
        ArrayNode lines = account.putArray("linjer");
        int awarded = 2_480_000;
        int spent = 0;
        for (int i = 0; i < accounted; i++) {
            int used = 10_000 + (number * 31 + i * 97) % 50_000;
            spent += used;
            lines.addObject()
                    .put("tekst", "Lønn og sosiale kostnader, ruskonsulent nr. " + (i + 1))
                    .put("art", "UTGIFT")
                    .put("budsjett", i == 0 ? awarded : 0)
                    .put("regnskap", used)
                    .put("merknad", "Stillingen er besatt hele året, oppfølging i egen bolig og på kveldstid.");
        }
        account.put("sumUtgifter", spent).put("forbrukt", spent).put("ubrukt", awarded - spent)
                .put("soektOverfoert", awarded - spent);
        return report;
    }
}
