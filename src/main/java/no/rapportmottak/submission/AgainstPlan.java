package no.rapportmottak.submission;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a report says of a chapter and post, held against the plan that counted when the report was accepted. Amounts
 * in whole kroner.
 *
 * @param plan    reference of the plan
 * @param version of the plan
 */
public record AgainstPlan(String chapter, String post, long planned, long reported, String plan, int version) {

    /** What the plan has left; nothing when more is reported than planned. */
    public long remaining() {
        return Math.max(0, planned - reported);
    }

    /** Above zero when more is reported than planned. */
    public long deviation() {
        return reported - planned;
    }

    /** The deviation in hundredths of a per cent of what was planned, rounded half up; null when nothing was planned. */
    public Long deviationShare() {
        return planned == 0
                ? null
                : BigDecimal.valueOf(deviation())
                        .multiply(BigDecimal.valueOf(10_000))
                        .divide(BigDecimal.valueOf(planned), 0, RoundingMode.HALF_UP)
                        .longValueExact();
    }
}
