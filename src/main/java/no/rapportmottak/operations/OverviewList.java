package no.rapportmottak.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import no.rapportmottak.duty.SchemeTotal;

/** The overview of grant schemes as it is written out. Amounts are whole kroner, shares hundredths of a per cent. */
public final class OverviewList {

    /** How it may be written. */
    public enum Format {
        JSON,
        CSV,
        /** A draft of the report that is due on 1 June. */
        ORDNINGSRAPPORT
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> COLUMNS = List.of("scheme", "chapter", "post", "name", "administrator", "expected",
            "reported", "awarded", "carried", "spent", "unspent", "high", "middle", "low", "unassessed", "highShare",
            "middleShare", "lowShare");

    private OverviewList() {}

    public static ArrayNode json(List<SchemeTotal> overview) {
        ArrayNode array = JSON.createArrayNode();
        overview.forEach(total -> array.add(json(total)));
        return array;
    }

    private static ObjectNode json(SchemeTotal total) {
        ObjectNode node = JSON.valueToTree(total);
        return node.put("highShare", total.highShare())
                .put("middleShare", total.middleShare())
                .put("lowShare", total.lowShare());
    }

    public static String csv(List<SchemeTotal> overview) {
        return Table.csv(COLUMNS, json(overview));
    }
}
