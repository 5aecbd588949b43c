package no.rapportmottak.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import no.rapportmottak.submission.Reference;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The reports that were accepted, trials left out. Reads alone. */
public class Accepted {

    /**
     * @param organisation number of the one that it reports for, or null where the type has none
     * @param year         budget year, or null likewise
     * @param valid        whether it still counts: neither replaced nor withdrawn
     */
    public record Version(
            Reference reference, String reportType, String organisation, Integer year, int version, boolean valid) {}

    private static final int BATCH = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcClient jdbc;
    private final JdbcClient pages;

    public Accepted(DataSource database) {
        this.jdbc = JdbcClient.create(database);
        this.pages = JdbcClient.create(new PlannedByValue(database));
    }

    /** The accepted report with that reference, whether it still counts or not. */
    public Optional<Version> find(String reference) {
        return jdbc.sql("select * from submission where reference = ? and version > 0")
                .param(reference)
                .query((row, n) -> version(row))
                .optional();
    }

    /** The one that counts among those with that reference of the sender's own, the latest where there are several. */
    public Optional<Version> current(String reportType, String organisation, int year, String ownReference) {
        return jdbc.sql("""
                        select * from submission where report_type = ? and budget_year = ? and organisation = ?
                            and own_reference = ? and version > 0 and replaced_by is null
                        order by received desc limit 1""")
                .params(reportType, year, organisation, ownReference)
                .query((row, n) -> version(row))
                .optional();
    }

    /**
     * An accepted report that still counts.
     *
     * @param firstReceived when its first version came, UTC; versions before a withdrawal are no versions of it
     * @param canonical     JSON, or null where it was let go
     */
    public record Report(Reference reference, Map<String, String> facts, Instant firstReceived, String canonical) {

        public JsonNode tree() {
            try {
                return JSON.readTree(canonical);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the ledger holds something else than was written", e);
            }
        }

        public Report withoutCanonical() {
            return new Report(reference, facts, firstReceived, null);
        }
    }

    /** Takes every report of a type and year that counts, by reference; holds few of them at a time. */
    public void forEach(String reportType, int year, Consumer<Report> taker) {
        String last = "";
        List<Report> batch;
        do {
            batch = after(last, reportType, year);
            for (Report report : batch) {
                taker.accept(report);
                last = report.reference().value();
            }
        } while (batch.size() == BATCH);
    }

    /** Said of both tables: PostgreSQL would merge the second from its beginning. */
    private List<Report> after(String reference, String reportType, int year) {
        return pages.sql("""
                        select s.reference, v.facts, v.canonical, (
                            select min(f.received) from submission f
                            where f.business_key = s.business_key and f.version > 0 and f.version > (
                                select coalesce(max(w.version), 0) from submission w
                                where w.business_key = s.business_key and w.withdraws is not null)) as first_received
                        from submission s join verdict v on v.reference = s.reference
                        where s.report_type = ? and s.budget_year = ? and s.version > 0 and s.replaced_by is null
                            and s.reference > ? and v.reference > ?
                        order by s.reference limit ?""")
                .params(reportType, year, reference, reference, BATCH)
                .query((row, n) -> new Report(
                        new Reference(row.getString("reference")), Submissions.facts(row.getString("facts")),
                        Timeline.instant(row.getObject("first_received", OffsetDateTime.class)), row.getString("canonical")))
                .list();
    }

    private static Version version(ResultSet row) throws SQLException {
        return new Version(
                new Reference(row.getString("reference")), row.getString("report_type"), row.getString("organisation"),
                (Integer) row.getObject("budget_year"), row.getInt("version"), row.getString("replaced_by") == null);
    }
}
