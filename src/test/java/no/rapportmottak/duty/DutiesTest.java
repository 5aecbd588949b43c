package no.rapportmottak.duty;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import no.rapportmottak.duty.Duty.State;
import no.rapportmottak.registry.Catalogue;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.submission.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DutiesTest {

    private static final String SOLVIK = "999263550";
    private static final String FJORDBY = "310000124";
    private static final String NORDAVIND = "310000434";
    private static final Instant IN_TIME = Instant.parse("2024-04-01T21:59:59Z");
    private static final Instant LATE = Instant.parse("2024-04-01T22:00:00Z");

    @TempDir
    private Path folder;

    private final ALedger ledger = new ALedger();

    @BeforeEach
    void makeCatalogue() throws IOException {
        Path year = ACatalogue.in(folder);
        Files.writeString(year.resolve("deadlines.csv"), """
                id,report_type,owed_by,organisation,scheme,concerns,receivers,deadline,as_printed,rule,replaces,why,source
                ,grant,MOTTAKER,,,,,2024-04-01,,,,,
                ,grant,,310000434,,,,2024-06-01,,,,more time,
                ,plan,999263771 Direktoratet,,,kapittel=761,A;B,2023-02-15,15. februar 2023,,,,
                ,plan,999263771 Direktoratet,,,kapittel=762,A,2023-02-15,,,,,
                ,claim,KOMMUNE,,,,,,,,,the letter names no day,
                ,status,999263771 Direktoratet,,,oppdrag=TB2023-05,,2023-07-01,,,,,
                """);
    }

    private List<Duty> at(String now, Wanted wanted) {
        Sender kommune = new Sender("solvik", SOLVIK, "Solvik kommune", "KOMMUNE", "nb", List.of(SOLVIK, FJORDBY), List.of(),
                List.of(), null, true);
        Sender forOther = new Sender("other", NORDAVIND, "Nordavind", "KOMMUNE", "nb", List.of(NORDAVIND),
                List.of("grant"), List.of(), null, true);
        Reading reading = new Reading(Map.of("status", Map.of("oppdrag", "/oppdrag/*/id")), Map.of());
        return new Duties(Catalogue.read(folder), new Senders(List.of(kommune, forOther)), ledger.accepted, reading,
                Clock.fixed(Instant.parse(now), ZoneOffset.UTC)).list(wanted);
    }

    private static Wanted type(String type) {
        return new Wanted(type, null, null, null);
    }

    private static Map<String, String> facts(String organisation, String... more) {
        Map<String, String> facts = new HashMap<>(Map.of("organisasjonsnummer", organisation, "budsjettaar", "2023"));
        for (int i = 0; i < more.length; i += 2) {
            facts.put(more[i], more[i + 1]);
        }
        return facts;
    }

    private Reference grant(String organisation, Instant received) {
        return ledger.accepted("grant", received, facts(organisation, "ordning", "765-62-rus"), null);
    }

    @Test
    void tellsWhoHasDeliveredWhoIsLateAndWhoIsMissing() {
        Reference inTime = grant(SOLVIK, IN_TIME);
        Reference late = grant(FJORDBY, LATE);

        List<Duty> duties = at("2024-05-01T10:00:00Z", type("grant"));

        assertThat(duties).extracting(Duty::organisation).containsExactly(SOLVIK, FJORDBY, NORDAVIND);
        assertThat(duties).extracting(Duty::state).containsExactly(State.DELIVERED, State.LATE, State.NOT_YET_DUE);
        assertThat(duties).extracting(Duty::reference).containsExactly(inTime, late, null);
        assertThat(duties.get(1).received()).isEqualTo(LATE);
        assertThat(duties.get(2).deadline()).hasToString("2024-06-01");
        assertThat(duties.get(2).why()).isEqualTo("more time");
        assertThat(at("2024-06-01T21:59:59Z", type("grant")).get(2).state()).isEqualTo(State.NOT_YET_DUE);
        assertThat(at("2024-06-01T22:00:00Z", type("grant")).get(2).state()).isEqualTo(State.MISSING);
    }

    @Test
    void takesNoReportOnAnotherSchemeOrOfAnotherYear() {
        ledger.accepted("grant", IN_TIME, facts(SOLVIK, "ordning", "762-60-x"), null);
        ledger.accepted("grant", IN_TIME, facts(SOLVIK, "ordning", "765-62-rus", "budsjettaar", "2022"), null);

        assertThat(at("2024-05-01T10:00:00Z", type("grant")).get(0).state()).isEqualTo(State.MISSING);
    }

    @Test
    void isNotLateByACorrection() {
        Reference first = grant(SOLVIK, IN_TIME);
        Reference second = ledger.version("grant", LATE, 2, facts(SOLVIK, "ordning", "765-62-rus"), null, null);
        ledger.replaced(first, second);

        Duty duty = at("2024-05-01T10:00:00Z", type("grant")).get(0);

        assertThat(duty.state()).isEqualTo(State.DELIVERED);
        assertThat(duty.reference()).isEqualTo(second);
        assertThat(duty.received()).isEqualTo(IN_TIME);
    }

    @Test
    void countsAnewAfterAWithdrawal() {
        Map<String, String> facts = facts(SOLVIK, "ordning", "765-62-rus");
        Reference first = grant(SOLVIK, IN_TIME);
        Reference withdrawal = ledger.version("withdrawal", IN_TIME, 2, facts, null, first);
        ledger.replaced(first, withdrawal);
        assertThat(at("2024-05-01T10:00:00Z", type("grant")).get(0).state()).isEqualTo(State.MISSING);

        ledger.version("grant", LATE, 3, facts, null, null);

        assertThat(at("2024-05-01T10:00:00Z", type("grant")).get(0).state()).isEqualTo(State.LATE);
    }

    @Test
    void tellsWhatConcernsOneThingFromWhatConcernsAnother() {
        ledger.accepted("plan", Instant.parse("2023-02-10T10:00:00Z"), facts("999263771", "kapittel", "762"), null);

        List<Duty> duties = at("2023-03-01T10:00:00Z", type("plan"));

        assertThat(duties).extracting(Duty::concerns).containsExactly("kapittel=761", "kapittel=762");
        assertThat(duties).extracting(Duty::state).containsExactly(State.MISSING, State.DELIVERED);
        assertThat(duties.get(0).receivers()).containsExactly("A", "B");
        assertThat(duties.get(0).asPrinted()).isEqualTo("15. februar 2023");
    }

    @Test
    void findsWhatOneReportCoversAmongOthers() throws IOException {
        ledger.accepted("status", Instant.parse("2023-06-01T10:00:00Z"), facts("999263771"),
                new ObjectMapper().readTree("{\"oppdrag\":[{\"id\":\"TB2023-04\"},{\"id\":\"TB 2023-05\"}]}"));

        assertThat(at("2023-08-01T10:00:00Z", type("status"))).extracting(Duty::state).containsExactly(State.DELIVERED);
    }

    @Test
    void isNeverMissingWhereThereIsNoDay() {
        List<Duty> duties = at("2030-01-01T10:00:00Z", type("claim"));

        assertThat(duties).extracting(Duty::organisation).containsExactly(SOLVIK, FJORDBY);
        assertThat(duties).extracting(Duty::name).containsExactly("Solvik kommune", "");
        assertThat(duties).extracting(Duty::state).containsOnly(State.NOT_YET_DUE);
        assertThat(duties).extracting(Duty::why).containsOnly("the letter names no day");
    }

    @Test
    void listsWhatIsAskedFor() {
        grant(SOLVIK, IN_TIME);
        String now = "2024-07-01T10:00:00Z";

        assertThat(at(now, new Wanted(null, 2023, null, null))).hasSize(8);
        assertThat(at(now, new Wanted(null, 2022, null, null))).isEmpty();
        assertThat(at(now, new Wanted(null, null, "765-62-rus", State.MISSING))).hasSize(2);
        assertThat(at(now, new Wanted(null, null, null, null))).extracting(Duty::key).doesNotHaveDuplicates();
    }
}
