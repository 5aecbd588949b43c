package no.rapportmottak.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import no.rapportmottak.duty.Duty;
import no.rapportmottak.submission.Reference;
import org.junit.jupiter.api.Test;

class DutyListTest {

    private static final Reference REFERENCE = Reference.mint(Instant.parse("2024-04-02T10:00:00Z"));

    private static Duty late() {
        return new Duty("tilskuddsrapport", 2023, "999263550", "Solvik kommune", "765-62-rus", "", List.of("A", "B"),
                LocalDate.of(2024, 4, 1), "", "", "", Duty.State.LATE, REFERENCE, Instant.parse("2024-04-02T10:00:00Z"));
    }

    @Test
    void writesTheSameListForSpreadsheetsAndTerminals() {
        assertThat(DutyList.csv(List.of(late()))).isEqualTo("""
                state,type,year,organisation,name,scheme,concerns,deadline,asPrinted,why,receivers,reference,received,inTime
                LATE,tilskuddsrapport,2023,999263550,"Solvik kommune",765-62-rus,,2024-04-01,,,"A; B","%s",2024-04-02T10:00:00Z,false
                """.formatted(REFERENCE));
        assertThat(DutyList.text(List.of(late()))).isEqualTo(
                "LATE         2024-04-01 999263550 Solvik kommune: tilskuddsrapport 2023 765-62-rus " + REFERENCE
                        + " 2024-04-02T10:00:00Z\n1 duties, 1 LATE\n");
    }
}
