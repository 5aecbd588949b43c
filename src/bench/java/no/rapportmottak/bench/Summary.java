package no.rapportmottak.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The figures of all rounds: medians of the ratios within a round, with their spread. */
record Summary(Settings settings, Machine machine, List<Round> rounds, Latency latency, Map<String, Long> stages) {

    private static final ObjectMapper JSON = new ObjectMapper();

    void write(Path file) throws IOException {
        Files.writeString(file, json().toPrettyString() + "\n");
    }

    private ObjectNode json() {
        ObjectNode json = JSON.createObjectNode();
        put(json, "filesPerSecond", round -> round.hub().perSecond());
        put(json, "floorFilesPerSecond", round -> of(round.floor(), Pace::perSecond));
        put(json, "ratioToFloor", round -> ratio(round.hub().perSecond(), of(round.floor(), Pace::perSecond)));
        if (latency != null) {
            json.put("p95MillisToResult", latency.resultReceipt().p95());
        }
        json.put("peakMemoryMb", rounds.stream().mapToLong(round -> round.hub().peakMb()).max().orElse(0));
        json.set("machine", JSON.valueToTree(machine));
        put(json, "filesPerSecondCold", round -> round.hub().cold());
        put(json, "filesPerSecondSteady", round -> round.hub().steady());
        put(json, "floorFilesPerSecondCold", round -> of(round.floor(), Pace::cold));
        put(json, "floorFilesPerSecondSteady", round -> of(round.floor(), Pace::steady));
        put(json, "ratioToFloorSteady", round -> ratio(round.hub().steady(), of(round.floor(), Pace::steady)));
        put(json, "filesPerSecondUntilArchived", Round::archived);
        put(json, "filesPerSecondBySftp", Round::sftp);
        put(json, "ratioOfSftpToFolders", round -> round.sftp() == null ? null : round.sftp() / round.hub().steady());
        put(json, "camelFilesPerSecond", round -> of(round.camel(), Pace::perSecond));
        put(json, "ratioToCamel", round -> ratio(round.hub().perSecond(), of(round.camel(), Pace::perSecond)));
        put(json, "integrationFilesPerSecond", round -> of(round.integration(), Pace::perSecond));
        put(json, "ratioToIntegration", round -> ratio(round.hub().perSecond(), of(round.integration(), Pace::perSecond)));
        put(json, "cpuSecondsPer1000", round -> round.hub().cpu());
        put(json, "floorCpuSecondsPer1000", round -> of(round.floor(), Pace::cpu));
        put(json, "startUpSeconds", round -> round.startUpMillis() / 1000.0);
        json.set("millisFromUpload", JSON.valueToTree(latency));
        json.set("millisFromReception", JSON.valueToTree(stages));
        json.put("reports", settings.reports()).put("senders", settings.senders()).put("offeredPerSecond", settings.offered());
        json.put("javaOptions", String.join(" ", settings.java()));
        json.set("rounds", JSON.valueToTree(rounds));
        return json;
    }

    private void put(ObjectNode json, String name, Function<Round, Double> figure) {
        List<Double> values = rounds.stream().map(figure).filter(Objects::nonNull).toList();
        if (!values.isEmpty()) {
            Spread spread = Spread.of(values);
            json.put(name, spread.median());
            json.with("spread").set(name, JSON.valueToTree(spread));
        }
    }

    private static Double of(Pace pace, Function<Pace, Double> figure) {
        return pace == null ? null : figure.apply(pace);
    }

    private static Double ratio(double one, Double other) {
        return other == null ? null : one / other;
    }

    /** For people. */
    String text() {
        ObjectNode json = json();
        StringBuilder text = new StringBuilder();
        json.fields().forEachRemaining(field -> {
            if (!field.getKey().equals("spread") && !field.getKey().equals("rounds")) {
                text.append("%-30s %s%n".formatted(field.getKey(), field.getValue()));
            }
        });
        return text.toString();
    }
}
