package no.rapportmottak.receipt;

import static no.rapportmottak.receipt.ADecision.OTHER;
import static no.rapportmottak.receipt.ADecision.SHA256;
import static no.rapportmottak.receipt.ADecision.WRONG_SUM;
import static no.rapportmottak.receipt.ADecision.that;
import static no.rapportmottak.submission.Outcome.AVVIST;
import static no.rapportmottak.submission.Outcome.DUPLIKAT;
import static no.rapportmottak.submission.Outcome.GODKJENT;
import static no.rapportmottak.submission.Outcome.GODKJENT_MED_MERKNADER;
import static no.rapportmottak.submission.Outcome.KARANTENE;
import static no.rapportmottak.submission.Severity.ADVARSEL;
import static no.rapportmottak.submission.Severity.FATAL;
import static no.rapportmottak.submission.Severity.INFO;

import java.time.Instant;
import java.util.stream.Stream;
import no.rapportmottak.submission.AgainstPlan;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Earlier;
import no.rapportmottak.submission.Finding;
import org.junit.jupiter.api.Named;

/** One decision of each kind that a sender can meet. */
final class Cases {

    private static final String EVERY_CONTROL_CHARACTER =
            Stream.iterate(0, c -> c + 1).limit(0xA0).map(Character::toString).reduce("", String::concat);
    private static final Finding WHOLE_DOCUMENT = new Finding("SKJ-001", FATAL, "", 1, null, "Feil rot.", null);

    private static final AgainstPlan MORE_THAN_PLANNED = new AgainstPlan("765", "62", 1_000_000, 1_250_000, OTHER.value(), 2);
    private static final AgainstPlan NOTHING_PLANNED = new AgainstPlan("765", "60", 0, 5, OTHER.value(), 1);

    private Cases() {}

    static Decision duplicate() {
        Earlier first = new Earlier(OTHER, SHA256, Instant.parse("2023-03-30T08:00:00Z"), GODKJENT, 1);
        return that(DUPLIKAT).unidentified().repeating(first).decision();
    }

    static Stream<Named<Decision>> all() {
        return Stream.of(
                Named.of("accepted", that(GODKJENT).decision()),
                Named.of("accepted with a note", that(GODKJENT).found("TSR-090", INFO, "Nytt skjema").decision()),
                Named.of("remarked", that(GODKJENT_MED_MERKNADER).late().found("FRI-001", ADVARSEL, "Sent").decision()),
                Named.of("rejected", that(AVVIST).found(WRONG_SUM).found(WRONG_SUM).decision()),
                Named.of("unreadable", that(AVVIST).unidentified().found("MOT-010", FATAL, "Ikke XML").decision()),
                Named.of("whole document", that(AVVIST).found(WHOLE_DOCUMENT).decision()),
                Named.of("duplicate", duplicate()),
                Named.of("quarantined", that(KARANTENE).unidentified().found("MOT-900", FATAL, "Vent").decision()),
                Named.of("trial", that(GODKJENT).trial().decision()),
                Named.of("replaced", that(GODKJENT).replacing("gammel").replacedBy(OTHER).decision()),
                Named.of("held against plans", that(GODKJENT).against(MORE_THAN_PLANNED, NOTHING_PLANNED).decision()),
                Named.of("corrected", that(GODKJENT).replacing(OTHER.value())
                        .correcting("{\"a\":1,\"b\":\"x\"}", "{\"a\":2,\"c\":{\"d\":\"y\"}}").decision()),
                Named.of("hostile", hostile()));
    }

    /** Says everywhere what some format can't hold: control characters, half pairs, code points that are none. */
    private static Decision hostile() {
        String text = EVERY_CONTROL_CHARACTER + "\uFFFE\uFFFF😀\uD83D <![CDATA[ ]]> <!-- \uDE00";
        return that(AVVIST)
                .named(text)
                .replacing(text)
                .found(new Finding("TSR-001", FATAL, "/" + text, 1, 1, text, text))
                .decision();
    }
}
