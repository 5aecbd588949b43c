package no.rapportmottak.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import java.util.LinkedHashMap;
import java.util.Map;
import no.rapportmottak.registry.Routing;
import no.rapportmottak.watch.Alarms.Change;

/** Sends alarms to the queue of alarms, where the broker knows a repeated one by its id. */
class AlarmMessages implements Alarms.Listener {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConnectionFactory connections;

    AlarmMessages(ConnectionFactory connections) {
        this.connections = connections;
    }

    @Override
    public void tell(Change change) throws JsonProcessingException {
        String state = change.raised() ? "AKTIV" : "LOEST";
        String id = change.alarm().messageId(state);
        try (JMSContext session = connections.createContext()) {
            session.createProducer()
                    .setProperty("meldingId", id)
                    .setProperty("_AMQ_DUPL_ID", id)
                    .send(session.createQueue(Routing.ALARMS), body(change.alarm(), state));
        }
    }

    private static String body(Alarm alarm, String state) throws JsonProcessingException {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("alarm", alarm.id());
        body.put("tilstand", state);
        body.put("siden", alarm.since().toString());
        body.put("tekst", alarm.text());
        return JSON.writeValueAsString(body);
    }
}
