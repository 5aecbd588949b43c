package no.rapportmottak.submission;

import java.util.List;

/**
 * What a document bears upon among the reports that were accepted before or will come later.
 *
 * @param withdraws the reference of the report that it takes back, as written, or null
 * @param planned   what it plans to use, for reports to be held against
 * @param reported  what it reports, to be held against plans
 */
public record Bearing(String withdraws, List<PostAmount> planned, List<PostAmount> reported) {

    public static final Bearing NONE = new Bearing(null, List.of(), List.of());

    public Bearing {
        planned = List.copyOf(planned);
        reported = List.copyOf(reported);
    }
}
