package no.rapportmottak.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the time of a report goes, by the timeline of a hub that was stopped: mean milliseconds from one step to another. */
final class Stages {

    private static final String MEAN = """
            select avg(datediff(millisecond, f.at, t.at)) from timeline f join timeline t on t.reference = f.reference
                join submission s on s.reference = f.reference
            where f.step = 'mottatt' and s.file_name like '%s-%%' and %s""";

    private Stages() {}

    /** @param name of the reports, see {@link Corpus#write} */
    static Map<String, Long> of(Path data, String name) throws SQLException {
        Map<String, Long> stages = new LinkedHashMap<>();
        String url = "jdbc:h2:file:" + data.resolve("ledger") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;ACCESS_MODE_DATA=r";
        try (Connection ledger = DriverManager.getConnection(url, "", "")) {
            stages.put("decided", mean(ledger, name, "t.step in ('GODKJENT', 'GODKJENT_MED_MERKNADER', 'AVVIST')"));
            stages.put("technicalReceipt", mean(ledger, name, "t.detail = 'KVITTERING mottak'"));
            stages.put("resultReceipt", mean(ledger, name, "t.detail like 'KVITTERING resultat%'"));
            stages.put("message", mean(ledger, name, "t.detail like 'KOE hod.%'"));
            stages.put("archive", mean(ledger, name, "t.detail like 'ARKIV %'"));
        }
        return stages;
    }

    private static long mean(Connection ledger, String name, String step) throws SQLException {
        try (ResultSet row = ledger.createStatement().executeQuery(MEAN.formatted(name, step))) {
            row.next();
            return row.getLong(1);
        }
    }
}
