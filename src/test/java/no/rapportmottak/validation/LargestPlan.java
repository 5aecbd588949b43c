package no.rapportmottak.validation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/** A disposition plan with as many posts, measures and parts of measures as its schema allows, eight megabytes. */
final class LargestPlan {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SAMPLE = Path.of("schemas/disposisjonsplan/v1/samples/valid/disposisjonsplan-765-2023.json");

    private int measures;

    private LargestPlan() {}

    /** Each measure breaks five rules and more. */
    static String withEveryMeasureWrong() throws IOException {
        LargestPlan largest = new LargestPlan();
        ObjectNode plan = (ObjectNode) JSON.readTree(SAMPLE.toFile());
        ObjectNode post = (ObjectNode) plan.at("/poster/0");
        ArrayNode posts = plan.putArray("poster");
        for (int i = 0; i < 20; i++) {
            ObjectNode another = post.deepCopy().put("post", String.valueOf(20 + i));
            largest.addMeasures(another.putArray("tiltak"), 60, 10);
            posts.add(another);
        }
        return plan.toString();
    }

    private void addMeasures(ArrayNode list, int count, int parts) {
        for (int i = 0; i < count; i++) {
            ObjectNode measure = list.addObject()
                    .put("id", "x" + measures++)
                    .put("navn", "N".repeat(180))
                    .put("oeremerking", "765-21-brukerplan")
                    .put("slag", "EKSAKT")
                    .put("beloep", 100)
                    .put("bundet", 60)
                    .put("ubundet", 50)
                    .put("merknad", "M".repeat(300));
            if (parts > 0) {
                addMeasures(measure.putArray("deltiltak"), parts, 0);
            }
        }
    }
}
