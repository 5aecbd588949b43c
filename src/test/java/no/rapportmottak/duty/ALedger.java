package no.rapportmottak.duty;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import no.rapportmottak.ledger.Accepted;
import no.rapportmottak.ledger.Audit;
import no.rapportmottak.ledger.Pauses;
import no.rapportmottak.ledger.Reminders;
import no.rapportmottak.submission.Reference;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows that the ledger has of decided reports, in a database of its own. */
final class ALedger {

    private static final ObjectMapper JSON = new ObjectMapper();

    final Accepted accepted;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    ALedger() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
        Flyway.configure().dataSource(database).load().migrate();
        jdbc = JdbcClient.create(database);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        accepted = new Accepted(database);
    }

    /** An accepted first version. */
    Reference accepted(String type, Instant received, Map<String, String> facts, JsonNode canonical) {
        return version(type, received, 1, facts, canonical, null);
    }

    /** @param withdraws the report that it takes back, or null */
    Reference version(
            String type, Instant received, int version, Map<String, String> facts, JsonNode canonical, Reference withdraws) {
        Reference reference = Reference.mint(received);
        jdbc.sql("""
                        insert into submission (reference, sender, channel, file_name, received, sha256, size, original_path,
                            outcome, report_type, organisation, business_key, version, budget_year, scheme, withdraws)
                        values (?, 's', 'MAPPE', 'f', ?, '0', 1, 'o', 'GODKJENT', ?, ?, ?, ?, ?, ?, ?)""")
                .params(reference.value(), received.atOffset(ZoneOffset.UTC), type, facts.get("organisasjonsnummer"),
                        facts.toString(), version, Integer.valueOf(facts.get("budsjettaar")), facts.get("ordning"),
                        withdraws == null ? null : withdraws.value())
                .update();
        jdbc.sql("insert into verdict (reference, findings, facts, canonical) values (?, '[]', ?, ?)")
                .params(reference.value(), JSON.valueToTree(new HashMap<>(facts)).toString(), String.valueOf(canonical))
                .update();
        return reference;
    }

    void replaced(Reference old, Reference by) {
        jdbc.sql("update submission set replaced_by = ? where reference = ?").params(by.value(), old.value()).update();
    }

    /** As each start makes them anew. */
    Reminders reminders(Clock clock) {
        return new Reminders(jdbc, transaction, clock);
    }

    Pauses pauses(Clock clock) {
        Pauses pauses = new Pauses(jdbc, transaction, clock, new Audit(jdbc, clock));
        pauses.reload();
        return pauses;
    }
}
