package no.rapportmottak.registry;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The senders of {@code config/senders.yaml}, and those that the demo adds in memory. Safe for many threads. */
public class Senders {

    private final Map<String, Sender> byId = new ConcurrentHashMap<>();

    public Senders(List<Sender> senders) {
        senders.forEach(this::add);
    }

    public Optional<Sender> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Collection<Sender> all() {
        return List.copyOf(byId.values());
    }

    public void add(Sender sender) {
        byId.put(sender.id(), sender);
    }
}
