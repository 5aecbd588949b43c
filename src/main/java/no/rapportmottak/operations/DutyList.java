package no.rapportmottak.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import no.rapportmottak.duty.Duty;

/** Duties as they are written out, for programs, spreadsheets and people at a terminal. */
public final class DutyList {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> COLUMNS = List.of("state", "type", "year", "organisation", "name", "scheme",
            "concerns", "deadline", "asPrinted", "why", "receivers", "reference", "received", "inTime");

    private DutyList() {}

    public static ArrayNode json(List<Duty> duties) {
        ArrayNode array = JSON.createArrayNode();
        duties.forEach(duty -> array.add(json(duty)));
        return array;
    }

    private static ObjectNode json(Duty duty) {
        ObjectNode node = JSON.createObjectNode();
        node.put("state", duty.state().name());
        node.put("type", duty.type());
        node.put("year", duty.year());
        node.put("organisation", duty.organisation());
        node.put("name", known(duty.name()));
        node.put("scheme", known(duty.scheme()));
        node.put("concerns", known(duty.concerns()));
        node.put("deadline", duty.deadline() == null ? null : duty.deadline().toString());
        node.put("asPrinted", known(duty.asPrinted()));
        node.put("why", known(duty.why()));
        duty.receivers().forEach(node.putArray("receivers")::add);
        node.put("reference", duty.reference() == null ? null : duty.reference().value());
        node.put("received", duty.received() == null ? null : duty.received().toString());
        node.put("inTime", duty.isOpen() || duty.deadline() == null ? null : duty.state() == Duty.State.DELIVERED);
        return node;
    }

    private static String known(String text) {
        return text.isEmpty() ? null : text;
    }

    static String csv(List<Duty> duties) {
        return Table.csv(COLUMNS, json(duties));
    }

    static String text(List<Duty> duties) {
        Map<Duty.State, Long> counts = duties.stream().collect(Collectors.groupingBy(Duty::state, TreeMap::new, Collectors.counting()));
        String lines = duties.stream().map(DutyList::line).collect(Collectors.joining());
        return lines + duties.size() + " duties"
                + counts.entrySet().stream().map(count -> ", " + count.getValue() + " " + count.getKey()).collect(Collectors.joining())
                + "\n";
    }

    private static String line(Duty duty) {
        String what = List.of(duty.type(), String.valueOf(duty.year()), duty.scheme(), duty.concerns()).stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return "%-12s %-10s %s %s: %s%s%n".formatted(
                duty.state(), duty.deadline() == null ? "-" : duty.deadline(), duty.organisation(), duty.name(), what,
                duty.isOpen() ? reason(duty) : " " + duty.reference() + " " + duty.received());
    }

    private static String reason(Duty duty) {
        return duty.deadline() == null ? " (" + Objects.toString(known(duty.why()), "no date") + ")" : "";
    }
}
