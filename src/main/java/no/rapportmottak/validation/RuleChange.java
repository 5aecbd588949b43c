package no.rapportmottak.validation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import no.rapportmottak.registry.ConfigurationMistake;

/**
 * What became of a rule between two versions of the rules.
 *
 * @param before as it was, or null
 * @param after  as it is, or null
 */
public record RuleChange(String code, Set<Kind> kinds, Rule before, Rule after) {

    /** How a rule can differ. */
    public enum Kind {
        ADDED,
        REMOVED,
        SEVERITY,
        CONDITION,
        REWORDED
    }

    /**
     * The rules that differ between two folders of schemas, by code.
     *
     * @throws ConfigurationMistake when one of them holds rules that cannot be read
     */
    public static List<RuleChange> between(Path schemasBefore, Path schemasAfter) {
        Map<String, Rule> before = rules(schemasBefore);
        Map<String, Rule> after = rules(schemasAfter);
        Set<String> codes = new TreeSet<>(before.keySet());
        codes.addAll(after.keySet());
        List<RuleChange> changes = new ArrayList<>();
        for (String code : codes) {
            RuleChange change = new RuleChange(
                    code, kinds(before.get(code), after.get(code)), before.get(code), after.get(code));
            if (!change.kinds().isEmpty()) {
                changes.add(change);
            }
        }
        return changes;
    }

    private static Map<String, Rule> rules(Path schemas) {
        Map<String, Rule> rules = new TreeMap<>();
        try (Stream<Path> files = Files.walk(schemas, 3)) {
            files.filter(file -> file.getFileName() != null && file.getFileName().toString().equals("rules.yaml"))
                    .forEach(file -> RuleFile.read(file).rules().forEach(rule -> rules.put(rule.code(), rule)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (rules.isEmpty()) {
            throw new ConfigurationMistake(schemas + ": expected a folder of schemas with rules.yaml files");
        }
        return rules;
    }

    private static Set<Kind> kinds(Rule before, Rule after) {
        if (before == null || after == null) {
            return EnumSet.of(before == null ? Kind.ADDED : Kind.REMOVED);
        }
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (before.severity() != after.severity()) {
            kinds.add(Kind.SEVERITY);
        }
        if (!condition(before).equals(condition(after))) {
            kinds.add(Kind.CONDITION);
        }
        if (!before.text().equals(after.text()) || !before.advice().equals(after.advice())) {
            kinds.add(Kind.REWORDED);
        }
        return kinds;
    }

    /** All that decides when there is something to find, and where. */
    private static List<String> condition(Rule rule) {
        return Stream.of(rule.years(), rule.needs(), rule.each(), rule.over(), rule.when(), rule.valid(), rule.found(),
                        rule.path(), rule.enforced())
                .map(String::valueOf)
                .toList();
    }
}
