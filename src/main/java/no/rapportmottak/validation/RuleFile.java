package no.rapportmottak.validation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import no.rapportmottak.registry.ConfigurationMistake;
import no.rapportmottak.registry.YamlFile;

/**
 * A {@code rules.yaml}.
 *
 * @param version     of the rules, as the receipt tells it
 * @param facts       pointers into the canonical form by the names that messages, search and archive use
 * @param businessKey the facts that make two reports the same report
 * @param withdraws   pointer to the reference of the accepted report that a document of the type takes back, or null
 * @param plans       CEL: what a document plans to use, each {@code kapittel}, {@code post} and {@code beloep} in
 *                    whole kroner, for reports to be held against; or null
 * @param reports     CEL: what a document reports, likewise, to be held against plans; or null
 * @param covers      of a report on many things at once: by fact, a pointer with {@code *} to the values that say which
 * @param overview    of a report on a grant: pointers to {@code awarded}, {@code carried}, {@code spent},
 *                    {@code unspent} and {@code attainment}, which are counted up per scheme
 * @param words       by language, for values that are words of ours: {@code slag:integer}
 * @param lists       CEL by name, for lists that several rules are {@code over}
 */
public record RuleFile(
        String version,
        Map<String, String> facts,
        @JsonProperty("businessKey") List<String> businessKey,
        String withdraws,
        String plans,
        String reports,
        Map<String, String> covers,
        Map<String, String> overview,
        Map<String, Map<String, String>> words,
        Map<String, String> lists,
        List<Rule> rules) {

    private static final Set<String> OVERVIEW = Set.of("awarded", "carried", "spent", "unspent", "attainment");
    private static final List<String> LANGUAGES = List.of("nb", "nn", "en");
    private static final Set<String> SURROUNDINGS = Set.of("sender", "received", "ledger");

    public RuleFile {
        facts = facts == null ? Map.of() : Map.copyOf(facts);
        businessKey = businessKey == null ? List.of() : List.copyOf(businessKey);
        covers = covers == null ? Map.of() : Map.copyOf(covers);
        overview = overview == null ? Map.of() : Map.copyOf(overview);
        words = words == null ? Map.of() : Map.copyOf(words);
        lists = lists == null ? Map.of() : Map.copyOf(lists);
        rules = rules == null ? List.of() : List.copyOf(rules);
    }

    /** @throws ConfigurationMistake with the code and what was expected */
    static RuleFile read(Path file) {
        RuleFile rules = YamlFile.read(file, RuleFile.class);
        Set<String> codes = new HashSet<>();
        for (Rule rule : rules.rules()) {
            String place = "rule " + rule.code();
            require(rule.code() != null && rule.code().matches("[A-Z]{3}-[0-9]{3}"), file, place, "expected a code as TSR-001");
            require(codes.add(rule.code()), file, place, "expected each code once");
            require(rule.severity() != null, file, place, "expected severity FATAL, FEIL, ADVARSEL or INFO");
            require(inEveryLanguage(rule.text()), file, place, "expected text in " + LANGUAGES);
            require(inEveryLanguage(rule.advice()), file, place, "expected advice in " + LANGUAGES);
            long kinds = Stream.of(rule.valid(), rule.found(), rule.enforced()).filter(Objects::nonNull).count();
            require(kinds == 1, file, place, "expected one of valid, found and enforced");
            require(rule.path() == null || rule.at() == null, file, place, "expected path or at, not both");
            require(SURROUNDINGS.containsAll(rule.needs()), file, place, "needs: expected sender, received or ledger");
        }
        rules.words().forEach((word, texts) ->
                require(inEveryLanguage(texts), file, "words " + word, "expected it in " + LANGUAGES));
        require(rules.plans() == null && rules.reports() == null || rules.facts().containsKey("budsjettaar"),
                file, "facts", "expected budsjettaar, since plans are of a year");
        require(rules.overview().isEmpty() || rules.overview().keySet().equals(OVERVIEW), file, "overview", "expected " + OVERVIEW);
        for (String fact : rules.businessKey()) {
            require(rules.facts().containsKey(fact), file, "businessKey", "expected names of facts, not " + fact);
        }
        return rules;
    }

    /** CEL: the list that a rule is over, or null. */
    String over(Rule rule) {
        return rule.over() == null ? null : lists.getOrDefault(rule.over(), rule.over());
    }

    private static boolean inEveryLanguage(Map<String, String> texts) {
        return LANGUAGES.stream().allMatch(language -> texts.containsKey(language) && !texts.get(language).isBlank());
    }

    private static void require(boolean holds, Path file, String place, String expected) {
        if (!holds) {
            throw new ConfigurationMistake(file.toString(), place, expected);
        }
    }
}
