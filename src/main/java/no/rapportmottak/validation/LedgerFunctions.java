package no.rapportmottak.validation;

import static no.rapportmottak.validation.Expressions.MAP;
import static no.rapportmottak.validation.Expressions.bind;
import static no.rapportmottak.validation.Expressions.declare;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.rapportmottak.ledger.Accepted;

/**
 * Functions in CEL over the reports that were accepted before, for rules that need the ledger;
 * {@code schemas/README.md} lists them for rule writers.
 */
final class LedgerFunctions {

    private static final Map<String, Object> UNKNOWN = Map.of("exists", false);

    private LedgerFunctions() {}

    static List<CelFunctionDecl> declarations() {
        CelType text = SimpleType.STRING;
        return List.of(
                declare("accepted", MAP, text),
                declare("acceptedAs", MAP, text, text, SimpleType.INT, text));
    }

    static List<CelFunctionBinding> bindings(Accepted reports) {
        Class<?> text = String.class;
        return List.of(
                bind("accepted", List.of(text), a -> described(reports.find((String) a[0]))),
                bind("acceptedAs", List.of(text, text, Long.class, text),
                        a -> described(reports.current(
                                (String) a[0], (String) a[1], Math.toIntExact((Long) a[2]), (String) a[3]))));
    }

    private static Map<String, Object> described(Optional<Accepted.Version> known) {
        return known.map(LedgerFunctions::described).orElse(UNKNOWN);
    }

    private static Map<String, Object> described(Accepted.Version version) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("exists", true);
        fields.put("referanse", version.reference().value());
        fields.put("rapporttype", version.reportType());
        fields.put("organisasjonsnummer", version.organisation() == null ? "" : version.organisation());
        fields.put("budsjettaar", version.year() == null ? 0L : (long) version.year());
        fields.put("gjeldende", version.valid());
        return fields;
    }
}
