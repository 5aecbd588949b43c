package no.rapportmottak.validation;

import static no.rapportmottak.validation.Expressions.bind;

import dev.cel.runtime.CelFunctionBinding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import no.rapportmottak.registry.Catalogue;
import no.rapportmottak.registry.Catalogue.Appropriation;
import no.rapportmottak.registry.Catalogue.Scheme;
import no.rapportmottak.report.Pointer;
import no.rapportmottak.submission.NationalId;
import no.rapportmottak.submission.OrganisationNumber;

/** What our functions in CEL do; {@code schemas/README.md} lists them for rule writers. */
final class Functions {

    /** What people write in a field that they have nothing for. */
    private static final Pattern NOTHING = Pattern.compile(
            "[\\W_]*((ingen|ingenting|ukjent|n/?a|se over|(ikke|ikkje) (aktuell|aktuelt|avklart|kjent|oppgitt|relevant|satt))[\\W_]*)?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

    private Functions() {}

    static List<CelFunctionBinding> of(Catalogue catalogue) {
        Class<?> text = String.class;
        Class<?> number = Long.class;
        return List.of(
                bind("sum_field", List.of(List.class, text), a -> sum((List<?>) a[0], (String) a[1], null, null)),
                bind("sum_field_where", List.of(List.class, text, text, text),
                        a -> sum((List<?>) a[0], (String) a[1], (String) a[2], (String) a[3])),
                bind("sumOere", List.of(List.class, text), a -> sumOere((List<?>) a[0], (String) a[1])),
                bind("oere", List.of(text), a -> oere((String) a[0])),
                bind("kroner", List.of(number), a -> kroner((Long) a[0])),
                bind("orgnr", List.of(text), a -> OrganisationNumber.isValid((String) a[0])),
                bind("appropriation", List.of(number, text, text),
                        a -> appropriation(catalogue, year(a[0]), (String) a[1], (String) a[2])),
                bind("scheme", List.of(number, text), a -> scheme(catalogue, year(a[0]), (String) a[1])),
                bind("catalogued", List.of(number), a -> catalogue.has(year(a[0]))),
                bind("deadline", List.of(text, number),
                        a -> catalogue.deadline((String) a[0], year(a[1])).orElse("")),
                bind("share", List.of(number, number), a -> share((Long) a[0], (Long) a[1])),
                bind("ratio", List.of(number, number), a -> ratio((Long) a[0], (Long) a[1])),
                bind("deadline_of", List.of(text, number, Map.class),
                        a -> catalogue.deadline((String) a[0], year(a[1]), texts((Map<?, ?>) a[2])).orElse("")),
                bind("auditorThreshold", List.of(number, text),
                        a -> catalogue.auditorThreshold(year(a[0]), (String) a[1]).orElse(Long.MAX_VALUE)),
                bind("personal", List.of(Map.class), a -> personal(a[0], "")),
                bind("masked", List.of(Map.class, text),
                        a -> String.join(", ", NationalId.masked(String.valueOf(at(a[0], (String) a[1]))))),
                bind("person", List.of(text), a -> PersonName.in((String) a[0])),
                bind("saysNothing", List.of(text), a -> NOTHING.matcher((String) a[0]).matches()),
                bind("prosent", List.of(number), a -> Notation.share((Long) a[0])),
                bind("kr", List.of(number), a -> Notation.kroner((Long) a[0])),
                bind("krOere", List.of(number), a -> Notation.oere((Long) a[0])),
                bind("dato", List.of(text), a -> Notation.date((String) a[0])));
    }

    private static Map<String, String> texts(Map<?, ?> values) {
        Map<String, String> texts = new HashMap<>();
        values.forEach((name, value) -> texts.put((String) name, String.valueOf(value)));
        return texts;
    }

    private static int year(Object number) {
        return Math.toIntExact((Long) number);
    }

    /** The sum of a field over a list; an element without the field counts nothing, nor one that fails the condition. */
    static long sum(List<?> list, String field, String conditionField, String conditionValue) {
        long sum = 0;
        for (Object element : list) {
            Map<?, ?> fields = (Map<?, ?>) element;
            boolean counts = conditionField == null || conditionValue.equals(fields.get(conditionField));
            if (counts && fields.get(field) instanceof Long amount) {
                sum = Math.addExact(sum, amount);
            }
        }
        return sum;
    }

    /** The sum in oere of a field that has amounts with two decimals; an element without it counts nothing. */
    static long sumOere(List<?> list, String field) {
        long sum = 0;
        for (Object amount : ListFunctions.column(list, field)) {
            sum = Math.addExact(sum, oere((String) amount));
        }
        return sum;
    }

    /** An amount with two decimals, in oere. */
    static long oere(String amount) {
        return new BigDecimal(amount).movePointRight(2).longValueExact();
    }

    /** Whole kroner of an amount in oere, rounded half away from zero. */
    static long kroner(long oere) {
        return BigDecimal.valueOf(oere, 2).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private static Map<String, Object> appropriation(Catalogue catalogue, int year, String chapter, String post) {
        Map<String, Object> found = new HashMap<>();
        found.put("exists", false);
        catalogue.appropriation(year, chapter, post).ifPresent(known -> describe(known, found));
        return found;
    }

    private static void describe(Appropriation known, Map<String, Object> found) {
        found.put("exists", true);
        found.put("name", known.name());
        found.put("transferable", known.transferable());
        putKnown(found, "appropriation", known.appropriation());
        putKnown(found, "allotment", known.allotment());
        putKnown(found, "ceiling", known.ceiling());
    }

    private static void putKnown(Map<String, Object> found, String name, Long amount) {
        if (amount != null) {
            found.put(name, amount);
        }
    }

    private static Map<String, Object> scheme(Catalogue catalogue, int year, String id) {
        return catalogue.scheme(year, id).map(Functions::describe).orElse(Map.of("exists", false));
    }

    private static Map<String, Object> describe(Scheme scheme) {
        return Map.of("exists", true, "chapter", scheme.chapter(), "post", scheme.post(), "name", scheme.name(),
                "administrator", scheme.administrator());
    }

    /** That share of an amount, rounded half up once. */
    static long share(long amount, long hundredths) {
        return BigDecimal.valueOf(amount)
                .multiply(BigDecimal.valueOf(hundredths))
                .divide(BigDecimal.valueOf(10_000), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** How much a part is of the whole, in hundredths of a per cent rounded half up once; 0 of nothing. */
    static long ratio(long part, long whole) {
        return whole == 0 ? 0 : BigDecimal.valueOf(part)
                .multiply(BigDecimal.valueOf(10_000))
                .divide(BigDecimal.valueOf(whole), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** Pointers to the texts that hold a national identity number, but for those that we have written ourselves. */
    private static List<String> personal(Object part, String pointer) {
        List<String> found = new ArrayList<>();
        if (part instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> {
                if (!name.equals("pakke")) {
                    found.addAll(personal(value, Pointer.child(pointer, (String) name)));
                }
            });
        } else if (part instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                found.addAll(personal(list.get(i), Pointer.child(pointer, i)));
            }
        } else if (part instanceof String text && !NationalId.masked(text).isEmpty()) {
            found.add(pointer);
        }
        return found;
    }

    private static Object at(Object document, String pointer) {
        Object part = document;
        for (String step : pointer.substring(1).split("/")) {
            part = part instanceof List<?> list ? list.get(Integer.parseInt(step)) : ((Map<?, ?>) part).get(step);
        }
        return part;
    }
}
