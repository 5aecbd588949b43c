package no.rapportmottak.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which queues the reports of each type go to: {@code config/routing.yaml}. */
public record Routing(Map<String, TypeRouting> types) {

    /** What is made of a package once it lies in the archive. */
    public static final String ARCHIVED = "arkiv.innsending";
    /** Where alarms are told. */
    public static final String ALARMS = "rapportmottak.varsel";

    /** @param queues that get every accepted report of the type */
    public record TypeRouting(List<Queue> queues) {}

    /** @param format of the body: json (canonical, the default) or xml */
    public record Queue(String name, String format) {

        public boolean xml() {
            return "xml".equals(format);
        }
    }

    /** @throws ConfigurationMistake with the key and what was expected */
    public static Routing read(Path file) {
        Routing routing = YamlFile.read(file, Routing.class);
        if (routing.types() == null) {
            throw new ConfigurationMistake(file.toString(), "key types", "expected a routing for each report type");
        }
        routing.types().forEach((type, to) -> check(file, type, to));
        return routing;
    }

    private static void check(Path file, String type, TypeRouting to) {
        String place = "key types." + type + ".queues";
        if (to == null || to.queues() == null || to.queues().isEmpty()) {
            throw new ConfigurationMistake(file.toString(), place, "expected at least one queue");
        }
        for (Queue queue : to.queues()) {
            if (queue.name() == null || !queue.name().matches("[a-z0-9.-]+")) {
                throw new ConfigurationMistake(file.toString(), place + ".name", "expected a-z, 0-9, . and -");
            }
            if (queue.format() != null && !Set.of("json", "xml").contains(queue.format())) {
                throw new ConfigurationMistake(file.toString(), place + ".format", "expected json or xml");
            }
        }
    }

    /** The queues for a type; none for a type that has no entry. */
    public List<Queue> queues(String type) {
        TypeRouting to = types.get(type);
        return to == null ? List.of() : to.queues();
    }

    /** The format that a queue asks for. */
    public boolean wantsXml(String type, String queue) {
        return queues(type).stream().anyMatch(q -> q.name().equals(queue) && q.xml());
    }

    /** Every queue that has to exist, the hub's own among them. */
    public Set<String> allQueues() {
        Set<String> all = new TreeSet<>(Set.of(ARCHIVED, ALARMS));
        types.values().forEach(to -> to.queues().forEach(queue -> all.add(queue.name())));
        return all;
    }
}
