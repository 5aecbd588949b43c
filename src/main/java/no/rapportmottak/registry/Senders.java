package no.rapportmottak.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import no.rapportmottak.submission.OrganisationNumber;
import org.springframework.util.unit.DataSize;

/**
 * The senders of {@code config/senders.yaml}, and those that the demo adds in memory. Safe for many threads: a
 * reload replaces them all at once or, on a mistake, not at all.
 */
public class Senders {

    private static final Set<String> LANGUAGES = Set.of("nb", "nn", "en");
    static final Set<String> CATEGORIES = Set.of(
            "KOMMUNE", "FYLKESKOMMUNE", "IKKE_FINANSIELT_FORETAK", "FINANSIELT_FORETAK", "PRIVAT_BEDRIFT",
            "HUSHOLDNING", "ORGANISASJON", "STATSFORVALTNING", "UTLANDET");

    /** One plain address: nothing in it could end a header or begin another address. */
    private static final Pattern EMAIL =
            Pattern.compile("(?=.{3,254}$)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

    private record Entry(
            String id,
            String organisationNumber,
            String name,
            String category,
            String language,
            List<String> reportsFor,
            List<String> reportTypes,
            List<KeyEntry> publicKeys,
            Sender.Contact contact,
            Boolean enabled,
            List<String> allowedFrom,
            LimitsEntry limits,
            boolean newKeys) {

        Sender sender() {
            return new Sender(
                    id, organisationNumber, name, category, language == null ? "nb" : language,
                    orEmpty(reportsFor), orEmpty(reportTypes),
                    orEmpty(publicKeys).stream().map(KeyEntry::senderKey).toList(), contact,
                    enabled == null || enabled, orEmpty(allowedFrom).stream().map(AddressRange::of).toList(),
                    limits == null ? Sender.Limits.NONE : limits.limits(), newKeys);
        }
    }

    /** A line alone, or a map of these; a day ends at midnight in Norway. */
    private record KeyEntry(String key, String label, String notBefore, String notAfter) {

        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        KeyEntry {}

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static KeyEntry of(String line) {
            return new KeyEntry(line, null, null, null);
        }

        SenderKey senderKey() {
            return new SenderKey(key, label, notBefore == null ? null : SenderKey.from(notBefore),
                    notAfter == null ? null : SenderKey.until(notAfter));
        }
    }

    private record LimitsEntry(Integer sessions, String bytesPerHour, Integer filesPerHour) {

        Sender.Limits limits() {
            return new Sender.Limits(
                    sessions, bytesPerHour == null ? null : DataSize.parse(bytesPerHour).toBytes(), filesPerHour);
        }
    }

    private record Document(List<Entry> senders) {}

    private final Map<String, Sender> added = new HashMap<>();
    private volatile Map<String, Sender> configured;

    public Senders(List<Sender> senders) {
        this.configured = index(senders);
    }

    /** @throws ConfigurationMistake with file, line or key, and what was expected */
    public static List<Sender> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Entry> entries = orEmpty(YamlFile.read(file, Document.class).senders());
        for (int i = 0; i < entries.size(); i++) {
            check(entries.get(i), file.toString(), "senders." + i);
        }
        return unique(entries.stream().map(Entry::sender).toList(), file.toString());
    }

    private static void check(Entry entry, String file, String place) {
        require(entry.id() != null && entry.id().matches("[a-z0-9][a-z0-9-]{0,62}"), file, place + ".id",
                "expected a-z, 0-9 and - only, 63 characters at most");
        String at = place + " (" + entry.id() + ").";
        require(OrganisationNumber.isValid(entry.organisationNumber()), file, at + "organisation-number",
                "expected nine digits with a valid check digit, in quotes");
        require(entry.name() != null && !entry.name().isBlank(), file, at + "name", "expected a name");
        require(entry.category() == null || CATEGORIES.contains(entry.category()), file, at + "category",
                "expected one of " + CATEGORIES.stream().sorted().toList());
        require(entry.language() == null || LANGUAGES.contains(entry.language()), file, at + "language",
                "expected nb, nn or en");
        for (String number : orEmpty(entry.reportsFor())) {
            require(OrganisationNumber.isValid(number), file, at + "reports-for",
                    "expected nine digits with a valid check digit, not " + number);
        }
        String email = entry.contact() == null ? null : entry.contact().email();
        require(email == null || EMAIL.matcher(email).matches(), file, at + "contact.email",
                "expected one address, such as post@solvik.invalid");
        for (KeyEntry key : orEmpty(entry.publicKeys())) {
            require(key.key() != null && key.key().matches("(ssh-|ecdsa-|sk-)\\S+ [A-Za-z0-9+/=]+( .*)?"), file,
                    at + "public-keys", "expected a line as in a .pub file: ssh-ed25519 AAAA… label");
            requireReadable(key::senderKey, file, at + "public-keys", "not-before and not-after as 2027-01-31 or 2027-01-31T12:00:00Z");
        }
        for (String range : orEmpty(entry.allowedFrom())) {
            requireReadable(() -> AddressRange.of(range), file, at + "allowed-from", "addresses and ranges such as 10.0.0.0/8");
        }
        if (entry.limits() != null) {
            requireReadable(entry.limits()::limits, file, at + "limits.bytes-per-hour", "a size such as 500MB");
            Sender.Limits limits = entry.limits().limits();
            require(Stream.of(limits.sessions(), limits.filesPerHour(), limits.bytesPerHour()).allMatch(Senders::isAbsentOrPositive),
                    file, at + "limits", "expected numbers above 0; leave a limit out to have none");
        }
    }

    private static boolean isAbsentOrPositive(Number limit) {
        return limit == null || limit.longValue() > 0;
    }

    private static void requireReadable(Supplier<?> reading, String file, String place, String expected) {
        try {
            reading.get();
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new ConfigurationMistake(file, "key " + place, "expected " + expected);
        }
    }

    private static void require(boolean holds, String file, String place, String expected) {
        if (!holds) {
            throw new ConfigurationMistake(file, "key " + place, expected);
        }
    }

    private static List<Sender> unique(List<Sender> senders, String file) {
        Map<String, Sender> seen = new HashMap<>();
        for (Sender sender : senders) {
            require(seen.put(sender.id(), sender) == null, file, "senders." + sender.id(), "expected each id once");
        }
        return senders;
    }

    public Optional<Sender> find(String id) {
        Sender sender = configured.get(id);
        if (sender != null) {
            return Optional.of(sender);
        }
        synchronized (added) {
            return Optional.ofNullable(added.get(id));
        }
    }

    public Collection<Sender> all() {
        List<Sender> all = new ArrayList<>(configured.values());
        synchronized (added) {
            all.addAll(added.values());
        }
        return all;
    }

    /** Adds a sender that stands in no file; it outlives every reload. */
    public void add(Sender sender) {
        synchronized (added) {
            added.put(sender.id(), sender);
        }
    }

    /** Puts these in the place of all that came from the file. */
    public void replace(List<Sender> senders) {
        configured = index(senders);
    }

    private static Map<String, Sender> index(List<Sender> senders) {
        Map<String, Sender> index = new LinkedHashMap<>();
        senders.forEach(sender -> index.put(sender.id(), sender));
        return Map.copyOf(index);
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
