package no.rapportmottak.ledger;

import static no.rapportmottak.ledger.Timeline.utc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was decided, to be read again. Reads alone, so it may run beside a hub. */
public class History {

    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final Submissions submissions;

    public History(JdbcClient jdbc, Originals originals) {
        this.jdbc = jdbc;
        this.submissions = new Submissions(jdbc, originals);
    }

    /** Every accepted and rejected submission received from an instant on whose content is there, by their references. */
    public void forEachChecked(Instant since, Consumer<Decision> reader) {
        String last = "";
        for (List<String> page = page(since, last); !page.isEmpty(); page = page(since, last)) {
            page.forEach(reference -> submissions.decision(new Reference(reference)).ifPresent(reader));
            last = page.get(page.size() - 1);
        }
    }

    /** Empty when there is none yet. */
    public Optional<Decision> decision(Reference reference) {
        return submissions.decision(reference);
    }

    private List<String> page(Instant since, String after) {
        return jdbc.sql("""
                        select reference from submission s where reference > ? and received >= ?
                            and outcome in ('GODKJENT', 'GODKJENT_MED_MERKNADER', 'AVVIST')
                            and not exists (select 1 from purge p where p.reference = s.reference)
                        order by reference limit ?""")
                .params(after, utc(since), AT_ONCE)
                .query(String.class)
                .list();
    }
}
