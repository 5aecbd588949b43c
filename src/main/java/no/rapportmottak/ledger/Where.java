package no.rapportmottak.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The conditions of a search: those whose value was given. Values go in as parameters only. */
final class Where {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    Where add(String condition) {
        conditions.add(condition);
        return this;
    }

    /** @param value null leaves the condition out */
    Where add(String condition, String name, Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.put(name, value);
        }
        return this;
    }

    /** Equal, or with each {@code *} in the text standing for anything. */
    Where like(String column, String name, String text) {
        if (text == null || text.indexOf('*') < 0) {
            return add(column + " = :" + name, name, text);
        }
        String pattern = text.replace("!", "!!").replace("%", "!%").replace("_", "!_").replace('*', '%');
        return add(column + " like :" + name + " escape '!'", name, pattern);
    }

    StatementSpec fill(StatementSpec statement) {
        return statement.params(parameters);
    }

    @Override
    public String toString() {
        return conditions.isEmpty() ? "1 = 1" : String.join(" and ", conditions);
    }
}
