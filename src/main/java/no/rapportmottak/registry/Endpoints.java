package no.rapportmottak.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import no.rapportmottak.submission.Outcome;

/** Servers outside that we call, webhooks and partners: {@code config/endpoints.yaml}. Read once, at the start. */
public final class Endpoints {

    private static final String EVENT = "no.rapportmottak.innsending.";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.-]*)}");
    private static final String SECRET = "whsec_";
    private static final int SHORTEST_SECRET = 24;
    private static final int LONGEST_SECRET = 64;

    private record Document(List<Entry> webhooks, List<PartnerEntry> partners) {}

    private record Entry(
            String id, String url, List<String> secrets, List<String> types, List<String> events,
            boolean allowPrivate) {}

    /**
     * Somebody who is told of decisions.
     *
     * @param secrets      to sign with; two while they are being changed
     * @param types        report types it is told of; empty means all
     * @param events       it is told of; empty means all
     * @param allowPrivate whether it may lie on loopback or a private network
     */
    public record Webhook(
            String id, URI url, List<byte[]> secrets, Set<String> types, Set<String> events, boolean allowPrivate) {

        /** Whether it is to hear of this; a document that could not be identified has no type. */
        public boolean wants(String type, Outcome outcome) {
            return (types.isEmpty() || type != null && types.contains(type))
                    && (events.isEmpty() || events.contains(event(outcome)));
        }

        @Override
        public String toString() {
            return "Webhook[" + id + "]";
        }
    }

    private final Map<String, Webhook> webhooks;
    private final List<Partner> partners;

    private Endpoints(Map<String, Webhook> webhooks, List<Partner> partners) {
        this.webhooks = Map.copyOf(webhooks);
        this.partners = List.copyOf(partners);
    }

    /** The type of the event that tells of an outcome. */
    public static String event(Outcome outcome) {
        return EVENT + outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @param settings finds the value of a name in {@code ${…}}, or null
     * @throws ConfigurationMistake with file, line or key, and what was expected
     */
    public static Endpoints read(Path file, UnaryOperator<String> settings) {
        if (!Files.exists(file)) {
            return new Endpoints(Map.of(), List.of());
        }
        Document document = YamlFile.read(file, Document.class);
        Map<String, Webhook> webhooks = new HashMap<>();
        List<Entry> entries = orEmpty(document.webhooks());
        for (int i = 0; i < entries.size(); i++) {
            Webhook webhook = webhook(file, "webhooks." + i, entries.get(i), settings);
            require(webhooks.put(webhook.id(), webhook) == null, file, "webhooks." + i + ".id", "expected each id once");
        }
        checkHosts(file, webhooks);
        return new Endpoints(webhooks, partners(file, orEmpty(document.partners()), webhooks.keySet(), settings));
    }

    /** Receipts go to the server of their sender, so there is one for each. */
    private static List<Partner> partners(
            Path file, List<PartnerEntry> entries, Set<String> webhooks, UnaryOperator<String> settings) {
        Path home = Path.of(Optional.ofNullable(settings.apply("rapportmottak.home")).orElse(""));
        List<Partner> partners = new ArrayList<>();
        Set<String> ids = new HashSet<>(webhooks);
        Set<String> senders = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            Partner partner = PartnerEntry.read(file, i, entries.get(i), home);
            String place = "partners." + i + " (" + partner.id() + ").";
            require(ids.add(partner.id()), file, place + "id", "expected each id once, among webhooks and partners");
            require(senders.add(partner.sender()), file, place + "sender", "expected each sender once");
            partners.add(partner);
        }
        return partners;
    }

    private static Webhook webhook(Path file, String place, Entry entry, UnaryOperator<String> settings) {
        require(entry != null && entry.id() != null && entry.id().matches("[a-z0-9][a-z0-9-]{0,62}"), file,
                place + ".id", "expected a-z, 0-9 and - only, 63 characters at most");
        String at = place + " (" + entry.id() + ").";
        require(!orEmpty(entry.secrets()).isEmpty(), file, at + "secrets", "expected at least one secret, whsec_…");
        List<byte[]> secrets = new ArrayList<>();
        for (String secret : entry.secrets()) {
            secrets.add(secret(file, at + "secrets", secret, settings));
        }
        for (String type : orEmpty(entry.types())) {
            require(type != null && type.matches("[a-z0-9-]+"), file, at + "types", "expected names of report types");
        }
        for (String event : orEmpty(entry.events())) {
            require(events().contains(event), file, at + "events", "expected some of " + events());
        }
        return new Webhook(
                entry.id(), url(file, at + "url", entry.url()), List.copyOf(secrets), Set.copyOf(orEmpty(entry.types())),
                Set.copyOf(orEmpty(entry.events())), entry.allowPrivate());
    }

    /** Plain http too: what is sent is signed and holds nothing secret; inside a cluster TLS is often the mesh's. */
    private static URI url(Path file, String place, String text) {
        String expected = "expected an address such as https://receiver.example/hook, without user or fragment";
        try {
            URI url = new URI(String.valueOf(text));
            boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            require(web && url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null, file,
                    place, expected);
            return url;
        } catch (URISyntaxException e) {
            throw new ConfigurationMistake(file.toString(), "key " + place, expected);
        }
    }

    /** Says what is wrong with a secret, never what it is. */
    private static byte[] secret(Path file, String place, String text, UnaryOperator<String> settings) {
        String value = String.valueOf(text);
        Matcher variable = VARIABLE.matcher(value);
        if (variable.matches()) {
            value = settings.apply(variable.group(1));
            require(value != null, file, place, "expected the environment variable " + variable.group(1) + " to be set");
        }
        try {
            byte[] secret = Base64.getDecoder().decode(value.startsWith(SECRET) ? value.substring(SECRET.length()) : "!");
            require(secret.length >= SHORTEST_SECRET && secret.length <= LONGEST_SECRET, file, place,
                    "expected whsec_ and the Base64 of 24 to 64 random bytes, not of " + secret.length);
            return secret;
        } catch (IllegalArgumentException e) {
            throw new ConfigurationMistake(file.toString(), "key " + place,
                    "expected whsec_ and the Base64 of 24 to 64 random bytes, or ${NAME} of an environment variable");
        }
    }

    /** Where a name leads is asked once for each connection, so one host can't be both private and not. */
    private static void checkHosts(Path file, Map<String, Webhook> webhooks) {
        Map<String, Boolean> hosts = new HashMap<>();
        for (Webhook webhook : webhooks.values()) {
            Boolean other = hosts.put(host(webhook.url().getHost()), webhook.allowPrivate());
            require(other == null || other == webhook.allowPrivate(), file, "webhooks (" + webhook.id() + ").allow-private",
                    "expected the same for every webhook at " + webhook.url().getHost());
        }
    }

    private static void require(boolean holds, Path file, String place, String expected) {
        if (!holds) {
            throw new ConfigurationMistake(file.toString(), "key " + place, expected);
        }
    }

    private static List<String> events() {
        return Stream.of(Outcome.values())
                .filter(outcome -> outcome != Outcome.MOTTATT)
                .map(Endpoints::event)
                .toList();
    }

    public Optional<Webhook> webhook(String id) {
        return Optional.ofNullable(webhooks.get(id));
    }

    /** The webhooks that are to hear of a decision, by id. */
    public List<String> webhooksFor(String type, Outcome outcome) {
        return webhooks.values().stream().filter(webhook -> webhook.wants(type, outcome)).map(Webhook::id).sorted().toList();
    }

    public List<Partner> partners() {
        return partners;
    }

    /** The one whose reports are a sender's. */
    public Optional<Partner> partnerOf(String sender) {
        return partners.stream().filter(partner -> partner.sender().equals(sender)).findFirst();
    }

    /** Whether the host of a webhook may lie on loopback or a private network. */
    public boolean allowsPrivate(String host) {
        return webhooks.values().stream()
                .anyMatch(webhook -> webhook.allowPrivate() && host(webhook.url().getHost()).equals(host(host)));
    }

    /** An IPv6 address stands in brackets in a URL, and without them elsewhere. */
    private static String host(String host) {
        return host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }
}
