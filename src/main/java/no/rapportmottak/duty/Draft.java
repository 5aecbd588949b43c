package no.rapportmottak.duty;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import no.rapportmottak.registry.Calendar.Debtor;

/**
 * The overview as a draft of the report on grant schemes ({@code ordningsrapport/v1}), for its sender to complete. It is
 * valid as it is, and a trial, so that nobody hands it in by mistake. This is the one place that writes that document.
 */
final class Draft {

    static final String TYPE = "ordningsrapport";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final int year;
    private final String organisation;
    private final String administrator;
    private final LocalDate today;

    /** @param sender who hands it in; its name is that of the administrator in the catalogue */
    Draft(int year, Debtor sender, LocalDate today) {
        this.year = year;
        this.organisation = sender.organisation();
        this.administrator = sender.name();
        this.today = today;
    }

    /**
     * Of the schemes that the administrator has, and of those that have reports while nobody says whose they are.
     */
    ObjectNode of(List<SchemeTotal> overview) {
        List<SchemeTotal> schemes = overview.stream().filter(this::isOurs).toList();
        ObjectNode draft = JSON.createObjectNode();
        draft.put("skjema", TYPE + "/v1");
        draft.put("avsendersReferanse", TYPE + "-" + year + "-utkast");
        draft.put("proevekjoering", true);
        draft.put("spraak", "nb");
        draft.putObject("avsender").put("organisasjonsnummer", organisation).put("navn", administrator)
                .put("kategori", "STATSFORVALTNING");
        draft.putObject("kontakt").put("navn", "Fylles ut").put("epost", "fylles-ut@utkast.invalid");
        draft.put("tilskuddsaar", year);
        draft.put("forvalter", administrator);
        draft.put("opprettet", today.toString());
        schemes.forEach(scheme -> draft.withArray("ordninger").add(row(scheme)));
        draft.set("samlet", total(schemes));
        draft.putObject("erklaering").put("navn", "Fylles ut").put("rolle", "Fylles ut").put("dato", declared().toString());
        return draft;
    }

    private boolean isOurs(SchemeTotal scheme) {
        return scheme.administrator().equals(administrator)
                || scheme.administrator().isEmpty() && scheme.atLeastExpected() > 0 && !scheme.chapter().isEmpty();
    }

    /** Nobody answers for a year before it is over. */
    private LocalDate declared() {
        LocalDate first = LocalDate.of(year + 1, 1, 1);
        return today.isBefore(first) ? first : today;
    }

    private static ObjectNode row(SchemeTotal scheme) {
        ObjectNode row = JSON.createObjectNode();
        row.put("ordning", scheme.scheme());
        row.put("kapittel", scheme.chapter());
        row.put("post", scheme.post());
        row.put("navn", scheme.name());
        row.put("mottakereForventet", scheme.atLeastExpected());
        row.put("mottakereRapportert", scheme.reported());
        row.putObject("fordeling").put("hoey", scheme.high()).put("middels", scheme.middle()).put("lav", scheme.low())
                .put("ikkeVurdert", scheme.unassessed());
        row.put("overfoert", scheme.carried());
        row.put("tildelt", scheme.awarded());
        row.put("forbrukt", scheme.spent());
        row.put("ubrukt", scheme.unspent());
        texts(row, scheme);
        return row;
    }

    private static void texts(ObjectNode row, SchemeTotal scheme) {
        String attainment = attainment(scheme);
        if (attainment != null) {
            row.put("maaloppnaaelse", attainment);
        }
        if (scheme.reported() > 0) {
            row.put("resultater", "Utkast: %d av %d mottakere har rapportert. Måloppnåelsen er høy hos %d, middels hos %d og lav hos %d."
                    .formatted(scheme.reported(), scheme.atLeastExpected(), scheme.high(), scheme.middle(), scheme.low()));
        }
        if (attainment == null) {
            row.put("begrunnelse", scheme.reported() == 0
                    ? "Utkast: Ingen mottakere har rapportert på ordningen."
                    : "Utkast: Ingen av mottakerne har vurdert måloppnåelsen.");
        } else if (attainment.equals("LAV")) {
            row.put("begrunnelse", "Utkast: Flest mottakere har lav måloppnåelse. Forvalteren skriver hvorfor.");
        }
        if (scheme.reported() < scheme.atLeastExpected()) {
            row.put("merknad", "Utkast: %d mottakere har ikke rapportert. Forvalteren skriver hva som gjøres med det."
                    .formatted(scheme.atLeastExpected() - scheme.reported()));
        }
    }

    /** What most recipients have; the weaker one where several have as many; null where nobody says. */
    private static String attainment(SchemeTotal scheme) {
        int most = Math.max(scheme.low(), Math.max(scheme.middle(), scheme.high()));
        return most == 0 ? null : scheme.low() == most ? "LAV" : scheme.middle() == most ? "MIDDELS" : "HOEY";
    }

    private static ObjectNode total(List<SchemeTotal> schemes) {
        int high = count(schemes, "HOEY");
        int middle = count(schemes, "MIDDELS");
        int low = count(schemes, "LAV");
        ObjectNode total = JSON.createObjectNode();
        total.put("ordninger", schemes.size());
        total.put("hoey", high).put("middels", middle).put("lav", low).put("ikkeVurdert", schemes.size() - high - middle - low);
        total.put("andelHoey", SchemeTotal.share(high, schemes.size()));
        total.put("andelMiddels", SchemeTotal.share(middle, schemes.size()));
        total.put("andelLav", SchemeTotal.share(low, schemes.size()));
        total.put("mottakereForventet", recipients(schemes, SchemeTotal::atLeastExpected));
        total.put("mottakereRapportert", recipients(schemes, SchemeTotal::reported));
        total.put("overfoert", sum(schemes, SchemeTotal::carried));
        total.put("tildelt", sum(schemes, SchemeTotal::awarded));
        total.put("forbrukt", sum(schemes, SchemeTotal::spent));
        total.put("ubrukt", sum(schemes, SchemeTotal::unspent));
        return total;
    }

    private static int count(List<SchemeTotal> schemes, String attainment) {
        return (int) schemes.stream().filter(scheme -> attainment.equals(attainment(scheme))).count();
    }

    private static int recipients(List<SchemeTotal> schemes, ToIntFunction<SchemeTotal> field) {
        return schemes.stream().mapToInt(field).sum();
    }

    private static long sum(List<SchemeTotal> schemes, ToLongFunction<SchemeTotal> field) {
        return schemes.stream().mapToLong(field).sum();
    }
}
