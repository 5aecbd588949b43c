package no.rapportmottak.console;

import no.rapportmottak.duty.Duties;
import no.rapportmottak.duty.Duty;
import no.rapportmottak.duty.Overviews;
import no.rapportmottak.duty.Wanted;
import no.rapportmottak.operations.DutyList;
import no.rapportmottak.operations.OverviewList;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The commands {@code duties} and {@code overview} over HTTP, for those with the role {@code lese}. */
@RestController
class DutyApi {

    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    private final Duties duties;
    private final Overviews overviews;

    DutyApi(Duties duties, Overviews overviews) {
        this.duties = duties;
        this.overviews = overviews;
    }

    @GetMapping("/api/duties")
    ResponseEntity<String> duties(
            @RequestParam(required = false) String type,
            @RequestParam(required = false) Integer year,
            @RequestParam(required = false) String scheme,
            @RequestParam(required = false) Duty.State state) {
        return json(DutyList.json(duties.list(new Wanted(type, year, scheme, state))).toString());
    }

    @GetMapping("/api/overview")
    ResponseEntity<String> overview(
            @RequestParam int year, @RequestParam(defaultValue = "JSON") OverviewList.Format format) {
        return switch (format) {
            case JSON -> json(OverviewList.json(overviews.of(year)).toString());
            case CSV -> ResponseEntity.ok().contentType(CSV).body(OverviewList.csv(overviews.of(year)));
            case ORDNINGSRAPPORT -> json(overviews.draft(year).toString());
        };
    }

    private static ResponseEntity<String> json(String body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }
}
