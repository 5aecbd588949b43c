package no.rapportmottak.console;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import no.rapportmottak.duty.Duties;
import no.rapportmottak.duty.Duty;
import no.rapportmottak.duty.Overviews;
import no.rapportmottak.duty.SchemeTotal;
import no.rapportmottak.duty.Wanted;
import no.rapportmottak.registry.Catalogue;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who owes what in a year and what became of it, and the grant schemes of that year counted up. */
@Controller
class DutiesPage {

    private static final int SHOWN = 500;

    private final Duties duties;
    private final Overviews overviews;
    private final List<Integer> years;

    DutiesPage(Duties duties, Overviews overviews, Catalogue catalogue) {
        this.duties = duties;
        this.overviews = overviews;
        this.years = catalogue.years().stream().sorted(Comparator.reverseOrder()).toList();
    }

    /** A year that is not there or not given is the last one. */
    @GetMapping("/duties")
    String show(
            @RequestParam(required = false) String year,
            @RequestParam(required = false) String type,
            @RequestParam(required = false) String scheme,
            @RequestParam(required = false) String state,
            Model model) {
        int chosen = years.stream().filter(known -> known.toString().equals(year)).findFirst().orElse(years.get(0));
        List<Duty> ofYear = duties.list(new Wanted(null, chosen, null, null));
        List<Duty> owed = ofYear.stream()
                .filter(duty -> isAny(type) || duty.type().equals(type))
                .filter(duty -> isAny(scheme) || duty.scheme().equals(scheme))
                .toList();
        model.addAttribute("years", years);
        model.addAttribute("year", chosen);
        model.addAttribute("type", type);
        model.addAttribute("scheme", scheme);
        model.addAttribute("state", state);
        model.addAttribute("states", Duty.State.values());
        model.addAttribute("types", ofYear.stream().map(Duty::type).distinct().sorted().toList());
        model.addAttribute("counts", counts(owed));
        model.addAttribute("duties", owed.stream().filter(duty -> isAny(state) || duty.state().name().equals(state)).limit(SHOWN).toList());
        List<SchemeTotal> totals = overviews.of(chosen);
        model.addAttribute("totals", totals);
        model.addAttribute("most", totals.stream().mapToLong(SchemeTotal::awarded).max().orElse(0));
        return "console/duties";
    }

    private static boolean isAny(String chosen) {
        return chosen == null || chosen.isBlank();
    }

    private static Map<Duty.State, Long> counts(List<Duty> owed) {
        return Arrays.stream(Duty.State.values()).collect(Collectors.toMap(
                state -> state, state -> owed.stream().filter(duty -> duty.state() == state).count(),
                (one, other) -> one, () -> new EnumMap<>(Duty.State.class)));
    }
}
