package no.rapportmottak.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
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

    private final JdbcClient jdbc;

    public Accepted(JdbcClient jdbc) {
        this.jdbc = jdbc;
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

    private static Version version(ResultSet row) throws SQLException {
        return new Version(
                new Reference(row.getString("reference")), row.getString("report_type"), row.getString("organisation"),
                (Integer) row.getObject("budget_year"), row.getInt("version"), row.getString("replaced_by") == null);
    }
}
