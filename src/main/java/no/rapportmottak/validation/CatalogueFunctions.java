package no.rapportmottak.validation;

import static no.rapportmottak.validation.Expressions.LIST;
import static no.rapportmottak.validation.Expressions.MAP;
import static no.rapportmottak.validation.Expressions.bind;
import static no.rapportmottak.validation.Expressions.declare;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.rapportmottak.registry.AssignmentId;
import no.rapportmottak.registry.Catalogue;
import no.rapportmottak.registry.Catalogue.Appropriation;
import no.rapportmottak.registry.Catalogue.Assignment;
import no.rapportmottak.registry.Catalogue.Earmark;
import no.rapportmottak.registry.Catalogue.Plan;
import no.rapportmottak.registry.Catalogue.Scheme;
import no.rapportmottak.registry.Catalogue.Transfer;

/**
 * Functions in CEL over the letter of allotment of a budget year; {@code schemas/README.md} lists them for rule
 * writers. What the letter does not say is a field that is not there.
 */
final class CatalogueFunctions {

    private CatalogueFunctions() {}

    static List<CelFunctionDecl> declarations() {
        CelType text = SimpleType.STRING;
        CelType number = SimpleType.INT;
        return List.of(
                declare("schemes", LIST, number),
                CelFunctionDecl.newFunctionDeclaration("posts",
                        CelOverloadDecl.newGlobalOverload("posts", LIST, number, text),
                        CelOverloadDecl.newGlobalOverload("posts_of_year", LIST, number)),
                declare("income", SimpleType.BOOL, number, text, text),
                declare("limit", number, text, number),
                declare("limited", SimpleType.BOOL, text, number),
                declare("earmarks", LIST, number, text),
                declare("earmark", MAP, number, text),
                declare("transfers", LIST, number, text, text),
                declare("transfer", SimpleType.BOOL, number, text, text, text, text),
                declare("planned", MAP, number, text),
                declare("assignment", MAP, text));
    }

    static List<CelFunctionBinding> bindings(Catalogue catalogue) {
        Class<?> text = String.class;
        Class<?> number = Long.class;
        return List.of(
                bind("schemes", List.of(number),
                        a -> catalogue.schemes(year(a)).stream().map(CatalogueFunctions::scheme).toList()),
                bind("posts", List.of(number, text),
                        a -> catalogue.posts(year(a), (String) a[1]).stream().map(CatalogueFunctions::post).toList()),
                bind("posts_of_year", List.of(number),
                        a -> catalogue.posts(year(a)).stream().map(CatalogueFunctions::post).toList()),
                bind("income", List.of(number, text, text),
                        a -> catalogue.isIncome(year(a), (String) a[1], (String) a[2])),
                bind("limited", List.of(text, number),
                        a -> catalogue.limit((String) a[0], Math.toIntExact((Long) a[1])).isPresent()),
                bind("limit", List.of(text, number),
                        a -> catalogue.limit((String) a[0], Math.toIntExact((Long) a[1]))
                                .orElseThrow(() -> new IllegalStateException("limits.csv has no " + a[0]))),
                bind("earmarks", List.of(number, text),
                        a -> catalogue.earmarks(year(a), (String) a[1]).stream().map(CatalogueFunctions::earmark).toList()),
                bind("earmark", List.of(number, text),
                        a -> orUnknown(catalogue.earmark(year(a), (String) a[1]).map(CatalogueFunctions::earmark))),
                bind("transfers", List.of(number, text, text),
                        a -> catalogue.transfers(year(a), (String) a[1], (String) a[2]).stream()
                                .map(CatalogueFunctions::target).toList()),
                bind("transfer", List.of(number, text, text, text, text),
                        a -> catalogue.transfers(year(a), (String) a[1], (String) a[2])
                                .contains(new Transfer((String) a[1], (String) a[2], (String) a[3], (String) a[4]))),
                bind("planned", List.of(number, text),
                        a -> orUnknown(catalogue.plan(year(a), (String) a[1]).map(CatalogueFunctions::plan))),
                bind("assignment", List.of(text),
                        a -> orUnknown(AssignmentId.read((String) a[0]).map(id -> assignment(catalogue, id)))));
    }

    private static int year(Object[] arguments) {
        return Math.toIntExact((Long) arguments[0]);
    }

    private static Map<String, Object> orUnknown(Optional<Map<String, Object>> known) {
        return known.orElse(Map.of("exists", false));
    }

    private static Map<String, Object> scheme(Scheme scheme) {
        return fields("id", scheme.id(), "chapter", scheme.chapter(), "post", scheme.post(), "name", scheme.name(),
                "administrator", scheme.administrator());
    }

    private static Map<String, Object> post(Appropriation post) {
        return fields("chapter", post.chapter(), "post", post.post(), "name", post.name(), "allotment", post.allotment());
    }

    private static Map<String, Object> earmark(Earmark earmark) {
        return fields("exists", true, "id", earmark.id(), "chapter", earmark.chapter(), "post", earmark.post(),
                "parent", earmark.parent(), "name", earmark.name(), "kind", earmark.kind().name(),
                "amount", earmark.amount(), "recipient", earmark.recipient(), "reference", earmark.reference());
    }

    private static Map<String, Object> target(Transfer transfer) {
        return fields("chapter", transfer.toChapter(), "post", transfer.toPost());
    }

    private static Map<String, Object> plan(Plan plan) {
        return fields("exists", true, "receiver", plan.receiver(), "deadline", plan.deadline());
    }

    private static Map<String, Object> assignment(Catalogue catalogue, AssignmentId id) {
        Map<String, Object> described = fields("id", id.toString(), "series", id.series(), "year", (long) id.year(),
                "listed", catalogue.hasAssignments(id.year(), id.series()),
                "replacedBy", catalogue.replacementOf(id).map(AssignmentId::toString).orElse(null));
        Optional<Assignment> known = catalogue.assignment(id);
        described.put("exists", known.isPresent());
        known.ifPresent(assignment -> described.putAll(assignment(assignment)));
        return described;
    }

    private static Map<String, Object> assignment(Assignment assignment) {
        return fields("name", assignment.name(),
                "departments", assignment.departments().isEmpty() ? null : assignment.departments(),
                "owner", String.join("/", assignment.departments()),
                "deadlines", assignment.deadlines().isEmpty() ? null : assignment.deadlines().stream()
                        .map(due -> fields("part", due.part(), "date", due.date())).toList());
    }

    /** Names and values by turns; a value that is null or empty is left out. */
    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null && !"".equals(value)) {
                fields.put((String) namesAndValues[i], value);
            }
        }
        return fields;
    }
}
