package no.rapportmottak.validation;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.rapportmottak.ledger.Accepted;
import no.rapportmottak.registry.Catalogue;
import no.rapportmottak.registry.ConfigurationMistake;
import no.rapportmottak.report.Problem;
import no.rapportmottak.report.ReportType;
import no.rapportmottak.report.ReportTypes;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.NationalId;
import no.rapportmottak.submission.PostAmount;
import no.rapportmottak.submission.Verdict;
import no.rapportmottak.validation.Expressions.Expression;

/** All rules, compiled once; the words of every finding. Safe for many threads. */
public final class RuleBook {

    /** A rule that can be evaluated. */
    record Compiled(
            Rule rule,
            Expression over,
            Expression when,
            Expression valid,
            Expression found,
            Expression at,
            Expression deadline,
            Map<String, Expression> values) {}

    private record Type(RuleFile file, List<Compiled> rules, Expression plans, Expression reports) {}

    /** Marks a value that is a bound with its number: {@code grense:maxLength:200}. */
    private static final String BOUND = "grense:";
    private static final Pattern BRACES = Pattern.compile("\\{([A-Za-z0-9_]+)\\}");

    private final Map<String, Rule> byCode = new HashMap<>();
    private final Map<ReportType, Type> byType = new HashMap<>();
    private final RuleFile common;
    private final boolean knowsAccepted;

    /**
     * @param accepted the reports accepted before, or null where there is no ledger: what needs it is then not checked
     * @throws ConfigurationMistake with the file, the rule and what was expected
     */
    public RuleBook(Path schemas, ReportTypes types, Catalogue catalogue, Accepted accepted) {
        this(schemas::resolve, types, catalogue, accepted);
    }

    /** @param place where a rules.yaml is that has a path from schemas/ */
    RuleBook(UnaryOperator<Path> place, ReportTypes types, Catalogue catalogue, Accepted accepted) {
        Expressions expressions = new Expressions(catalogue, accepted);
        this.knowsAccepted = accepted != null;
        Path commonFile = place.apply(Path.of("felles/rules.yaml"));
        this.common = RuleFile.read(commonFile);
        List<Compiled> shared = compile(common, commonFile, expressions);
        for (ReportType type : types.all()) {
            Path path = place.apply(Path.of(type.name(), type.version(), "rules.yaml"));
            RuleFile file = RuleFile.read(path);
            List<Compiled> rules = new ArrayList<>(compile(file, path, expressions));
            rules.addAll(shared);
            byType.put(type, new Type(
                    file, List.copyOf(rules), amounts(file.plans(), path, expressions),
                    amounts(file.reports(), path, expressions)));
        }
    }

    private static Expression amounts(String text, Path path, Expressions expressions) {
        try {
            return text == null ? null : expressions.compile(text, List.of(), false, ListType.create(SimpleType.DYN));
        } catch (CelValidationException e) {
            throw new ConfigurationMistake(path.toString(), "plans and reports", e.getMessage());
        }
    }

    /** In parallel: compiling all rules is a good part of a start. */
    private List<Compiled> compile(RuleFile file, Path path, Expressions expressions) {
        for (Rule rule : file.rules()) {
            if (byCode.putIfAbsent(rule.code(), rule) != null && !byCode.get(rule.code()).equals(rule)) {
                throw new ConfigurationMistake(path.toString(), "rule " + rule.code(), "stands in two files");
            }
        }
        return file.rules().parallelStream()
                .filter(rule -> rule.enforced() == null)
                .map(rule -> compile(rule, file.over(rule), path, expressions))
                .toList();
    }

    private static Compiled compile(Rule rule, String over, Path path, Expressions expressions) {
        Map<String, Expression> values = new HashMap<>();
        rule.values().forEach((name, text) -> values.put(name, compile(rule, text, SimpleType.DYN, path, expressions)));
        return new Compiled(
                rule,
                compile(rule, over, !rule.each().isEmpty(), ListType.create(SimpleType.DYN), path, expressions),
                compile(rule, rule.when(), SimpleType.BOOL, path, expressions),
                compile(rule, rule.valid(), SimpleType.BOOL, path, expressions),
                compile(rule, rule.found(), ListType.create(SimpleType.STRING), path, expressions),
                compile(rule, rule.at(), SimpleType.STRING, path, expressions),
                compile(rule, rule.deadline(), SimpleType.STRING, path, expressions),
                values);
    }

    private static Expression compile(Rule rule, String text, CelType type, Path path, Expressions expressions) {
        return compile(rule, text, rule.repeats() || rule.found() != null, type, path, expressions);
    }

    private static Expression compile(
            Rule rule, String text, boolean element, CelType type, Path path, Expressions expressions) {
        if (text == null) {
            return null;
        }
        try {
            return expressions.compile(text, rule.needs(), element, type);
        } catch (CelValidationException e) {
            throw new ConfigurationMistake(path.toString(), "rule " + rule.code(), e.getMessage());
        }
    }

    /** Whether rules may ask what was accepted before. */
    boolean knowsAccepted() {
        return knowsAccepted;
    }

    RuleFile file(ReportType type) {
        return byType.get(type).file();
    }

    /** The rules for a type: its own, then those that hold for every type. */
    List<Compiled> rules(ReportType type) {
        return byType.get(type).rules();
    }

    /** What a document of the type plans to use on posts. */
    List<PostAmount> planned(ReportType type, Map<String, Object> variables) {
        return amounts(byType.get(type).plans(), variables);
    }

    /** What a document of the type reports on posts. */
    List<PostAmount> reported(ReportType type, Map<String, Object> variables) {
        return amounts(byType.get(type).reports(), variables);
    }

    /** What is said of a post several times is added up. */
    private static List<PostAmount> amounts(Expression expression, Map<String, Object> variables) {
        if (expression == null) {
            return List.of();
        }
        Map<PostAmount, Long> sums = new LinkedHashMap<>();
        for (Object each : (List<?>) expression.evaluate(variables)) {
            Map<?, ?> row = (Map<?, ?>) each;
            PostAmount post = new PostAmount((String) row.get("kapittel"), (String) row.get("post"), 0);
            sums.merge(post, (Long) row.get("beloep"), Math::addExact);
        }
        return sums.entrySet().stream()
                .map(sum -> new PostAmount(sum.getKey().chapter(), sum.getKey().post(), sum.getValue()))
                .toList();
    }

    /** What the common file says, for those who list it. */
    public List<Rule> common() {
        return common.rules();
    }

    /** Where a withdrawal names what it takes back. */
    String withdraws(Verdict withdrawal) {
        return byType.entrySet().stream()
                .filter(type -> type.getKey().label().equals(withdrawal.reportType() + "/" + withdrawal.schemaVersion()))
                .map(type -> type.getValue().file().withdraws())
                .findFirst()
                .orElseThrow();
    }

    /** The codes common to all that one part of the hub enforces. */
    List<String> enforcedBy(String part) {
        return common.rules().stream().filter(rule -> part.equals(rule.enforced())).map(Rule::code).toList();
    }

    /** The codes of the rules that look for national identity numbers, of every type. */
    public List<String> personal() {
        return byCode.values().stream().filter(Rule::isPersonal).map(Rule::code).sorted().toList();
    }

    /** By the name of each type, what its documents say where, in the words of {@link RuleFile#covers}. */
    public Map<String, Map<String, String>> covers() {
        return byName(RuleFile::covers);
    }

    /** The same in the words of {@link RuleFile#overview}. */
    public Map<String, Map<String, String>> overview() {
        return byName(RuleFile::overview);
    }

    private Map<String, Map<String, String>> byName(Function<RuleFile, Map<String, String>> pointers) {
        Map<String, Map<String, String>> byName = new HashMap<>();
        byType.forEach((type, known) -> byName.put(type.name(), pointers.apply(known.file())));
        byName.values().removeIf(Map::isEmpty);
        return byName;
    }

    /** The rules that a type has of its own. */
    public List<Rule> of(ReportType type) {
        return file(type).rules();
    }

    /** A problem in the words of its code. */
    Finding finding(Problem problem, String language) {
        Rule rule = rule(problem.code());
        return new Finding(rule.code(), rule.severity(), problem.path(), problem.line(), problem.column(),
                fill(in(rule.text(), language), problem.values(), language),
                fill(in(rule.advice(), language), problem.values(), language));
    }

    private Rule rule(String code) {
        return Optional.ofNullable(byCode.get(code))
                .orElseThrow(() -> new IllegalStateException("no rules.yaml has words for " + code));
    }

    private static String in(Map<String, String> texts, String language) {
        return texts.getOrDefault(language, texts.get("nb"));
    }

    /**
     * Puts the values in; one that is different in each language is named with the language after a full stop. No
     * value of a document brings a national identity number along.
     */
    private String fill(String text, Map<String, String> values, String language) {
        if (text == null) {
            return null;
        }
        return BRACES.matcher(text)
                .replaceAll(name -> Matcher.quoteReplacement(value(name.group(1), values, language)))
                .strip();
    }

    private String value(String name, Map<String, String> values, String language) {
        String special = values.getOrDefault(name + "." + language, values.get(name + ".nb"));
        String value = special != null ? special : values.getOrDefault(name, "{" + name + "}");
        int number = value.startsWith(BOUND) ? value.lastIndexOf(':') : value.length();
        Map<String, String> words = common.words().get(value.substring(0, number));
        if (words == null) {
            return NationalId.mask(Notation.write(value, language));
        }
        return in(words, language).replace("{n}", value.substring(Math.min(number + 1, value.length())));
    }
}
