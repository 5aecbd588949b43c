package no.rapportmottak.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.report.Document;
import no.rapportmottak.submission.Deadline;
import no.rapportmottak.validation.RuleBook.Compiled;

/** Applies rules to a document that is valid by its schema. */
final class RuleRunner {

    private static final ZoneId NORWAY = ZoneId.of("Europe/Oslo");

    private final RuleBook rules;

    RuleRunner(RuleBook rules) {
        this.rules = rules;
    }

    /** Applies those rules of the document's type that are chosen and whose year and surroundings are there. */
    void apply(Examination examination, Predicate<Rule> chosen) {
        examination.canonical().ifPresent(canonical -> {
            Document document = examination.document().orElseThrow();
            Map<String, Object> variables = examination.variables(() -> variables(examination, canonical));
            for (Compiled compiled : rules.rules(document.type())) {
                Rule rule = compiled.rule();
                if (chosen.test(rule) && (rule.years() == null || rule.years().include(examination.year()))) {
                    apply(examination, compiled, variables);
                }
            }
        });
    }

    /** What a document that is valid by its schema plans and reports on posts. */
    void weigh(Examination examination) {
        examination.canonical().ifPresent(canonical -> {
            Document document = examination.document().orElseThrow();
            Map<String, Object> variables = examination.variables(() -> variables(examination, canonical));
            examination.weighed(
                    rules.planned(document.type(), variables), rules.reported(document.type(), variables));
        });
    }

    private Map<String, Object> variables(Examination examination, ObjectNode canonical) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("r", plain(examination.document().orElseThrow().forRules(canonical)));
        variables.put("year", (long) examination.year());
        variables.put("facts", examination.facts());
        variables.put("reportType", examination.document().orElseThrow().type().name());
        examination.sender().ifPresent(sender -> variables.put("sender", plain(sender)));
        if (examination.submission().received() != null) {
            variables.put("received", examination.submission().received().atZone(NORWAY).toLocalDate().toString());
        }
        if (rules.knowsAccepted() && !examination.isOffline()) {
            variables.put("ledger", true);
        }
        return variables;
    }

    private static Map<String, Object> plain(Sender sender) {
        return Map.of("id", sender.id(), "organisationNumber", sender.organisationNumber(),
                "reportsFor", sender.reportsFor(), "reportTypes", sender.reportTypes());
    }

    private static void apply(Examination examination, Compiled compiled, Map<String, Object> variables) {
        Rule rule = compiled.rule();
        if (!variables.keySet().containsAll(rule.needs())) {
            examination.notChecked(rule.code());
            return;
        }
        for (Part part : Part.of(variables.get("r"), rule.each())) {
            for (Part each : compiled.over() == null ? List.of(part) : over(compiled, part, variables)) {
                check(examination, compiled, part.pointer(), each.variables(variables));
            }
        }
    }

    private static List<Part> over(Compiled compiled, Part part, Map<String, Object> variables) {
        return part.over((List<?>) compiled.over().evaluate(part.variables(variables)));
    }

    private static String path(Compiled compiled, String pointer, Map<String, Object> variables) {
        String path = compiled.at() == null ? compiled.rule().path() : (String) compiled.at().evaluate(variables);
        if (path == null || path.isEmpty()) {
            return pointer;
        }
        return path.startsWith("/") ? path : pointer + "/" + path;
    }

    private static void check(Examination examination, Compiled compiled, String pointer, Map<String, Object> variables) {
        examination.requireTime();
        if (compiled.when() != null && !(Boolean) compiled.when().evaluate(variables)) {
            return;
        }
        if (compiled.found() != null) {
            for (Object place : (List<?>) compiled.found().evaluate(variables)) {
                Map<String, Object> withPlace = new HashMap<>(variables);
                withPlace.put("it", place);
                found(examination, compiled, (String) place, withPlace);
            }
            return;
        }
        boolean valid = (Boolean) compiled.valid().evaluate(variables);
        if (compiled.deadline() != null) {
            String date = (String) compiled.deadline().evaluate(variables);
            examination.deadline(new Deadline(LocalDate.parse(date), valid));
        }
        if (!valid) {
            found(examination, compiled, path(compiled, pointer, variables), variables);
        }
    }

    private static void found(Examination examination, Compiled compiled, String path, Map<String, Object> variables) {
        if (examination.isFull(compiled.rule().code())) {
            examination.foundAgain(compiled.rule().code());
            return;
        }
        Map<String, String> values = new HashMap<>();
        compiled.values().forEach((name, value) -> values.put(name, String.valueOf(value.evaluate(variables))));
        examination.found(compiled.rule().code(), path, values);
    }

    /** As CEL wants it: maps, lists, text, booleans and Long for every number. */
    private static Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.fields().forEachRemaining(field -> map.put(field.getKey(), plain(field.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> list.add(plain(item)));
            return list;
        }
        if (node.isNumber()) {
            return node.longValue();
        }
        return node.isBoolean() ? (Object) node.booleanValue() : node.textValue();
    }
}
