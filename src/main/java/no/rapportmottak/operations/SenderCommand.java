package no.rapportmottak.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import no.rapportmottak.ledger.FileChanges;
import no.rapportmottak.ledger.KeyUses;
import no.rapportmottak.ledger.Pauses;
import no.rapportmottak.reception.KeyLine;
import no.rapportmottak.registry.ConfigurationMistake;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.registry.SendersEditor;
import no.rapportmottak.registry.SendersEditor.NewKey;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code sender}: who may hand in reports. Beside a running hub, which sees a change within five seconds;
 * {@code config/senders.yaml} keeps its comments.
 */
@Command(
        name = "sender",
        description = "Lists senders, adds, disables and pauses them, changes their keys.",
        synopsisSubcommandLabel = "(list | add | disable | enable | rotate | pause | resume)",
        mixinStandardHelpOptions = true)
final class SenderCommand {

    /** As programs read it. */
    private record Listed(
            String id, String name, String organisationNumber, boolean enabled, boolean paused, List<KeyLine> keys) {}

    @Command(name = "list", description = "Every sender with its keys, when they were used and until when they hold.",
            mixinStandardHelpOptions = true)
    int list(@Option(names = "--format", defaultValue = "text", description = "text or json") String format)
            throws JsonProcessingException {
        List<Listed> listed = listed(Senders.read(file()));
        if (format.equals("json")) {
            out().println(JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(listed));
        } else {
            listed.forEach(SenderCommand::tell);
        }
        return 0;
    }

    private static List<Listed> listed(List<Sender> senders) {
        if (!AuditedChange.hasLedger()) {
            return senders.stream().map(sender -> listed(sender, false, Map.of())).toList();
        }
        try (ConfigurableApplicationContext parts = CommandLine.context(LedgerParts.class)) {
            Pauses pauses = parts.getBean(Pauses.class);
            pauses.reload();
            Map<String, Map<String, Instant>> uses = parts.getBean(KeyUses.class).all();
            return senders.stream()
                    .map(sender -> listed(sender, pauses.isPaused(sender.id()), uses.getOrDefault(sender.id(), Map.of())))
                    .toList();
        }
    }

    private static Listed listed(Sender sender, boolean paused, Map<String, Instant> uses) {
        return new Listed(sender.id(), sender.name(), sender.organisationNumber(), sender.enabled(), paused,
                sender.keys().stream().map(key -> KeyLine.of(key, uses)).toList());
    }

    private static void tell(Listed sender) {
        out().printf("%s  %s  %s%s%s%n", sender.id(), sender.organisationNumber(), sender.name(),
                sender.enabled() ? "" : ", disabled", sender.paused() ? ", paused" : "");
        for (KeyLine key : sender.keys()) {
            out().printf("  %s %s %s%s%s, %s%n", key.type(), key.fingerprint() == null ? "(cannot be read)" : key.fingerprint(),
                    key.label(), key.notBefore() == null ? "" : ", from " + key.notBefore(),
                    key.notAfter() == null ? "" : ", until " + key.notAfter(),
                    key.lastUsed() == null ? "never used" : "last used " + key.lastUsed());
        }
    }

    @Command(name = "add", description = "Adds a sender to config/senders.yaml.", mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "SENDER", description = "folder and user name; a-z 0-9 - only") String id,
            @Option(names = "--organisation-number", required = true) String organisationNumber,
            @Option(names = "--name", required = true) String name,
            @Option(names = "--category", description = "such as KOMMUNE") String category,
            @Option(names = "--language", description = "nb, nn or en") String language,
            @Option(names = "--reports-for", split = ",", description = "organisations; default its own") List<String> reportsFor,
            @Option(names = "--report-types", split = ",", description = "default all") List<String> reportTypes,
            @Option(names = "--key", description = "a .pub file or its line") String key,
            @Option(names = "--allowed-from", split = ",", description = "addresses and ranges") List<String> allowedFrom,
            @Option(names = "--email", description = "is told of decisions") String email,
            @Option(names = "--reason", required = true, description = "why; it is kept in the audit") String reason)
            throws IOException {
        Map<String, Object> sender = new LinkedHashMap<>();
        sender.put("id", id);
        sender.put("organisation-number", organisationNumber);
        sender.put("name", name);
        putIfGiven(sender, "category", category);
        putIfGiven(sender, "language", language);
        sender.put("reports-for", reportsFor == null ? List.of(organisationNumber) : reportsFor);
        putIfGiven(sender, "report-types", reportTypes);
        putIfGiven(sender, "public-keys", key == null ? null : List.of(line(key)));
        putIfGiven(sender, "allowed-from", allowedFrom);
        putIfGiven(sender, "contact", email == null ? null : Map.of("email", email));
        change(reason, "sender add", id, editor -> editor.add(sender));
        out().println(id + " is added");
        return 0;
    }

    private static void putIfGiven(Map<String, Object> sender, String key, Object value) {
        if (value != null) {
            sender.put(key, value);
        }
    }

    @Command(name = "disable", description = "Lets a sender in no more; its open sessions end.", mixinStandardHelpOptions = true)
    int disable(
            @Parameters(paramLabel = "SENDER") String id,
            @Option(names = "--reason", required = true, description = "why; it is kept in the audit") String reason)
            throws IOException {
        change(reason, "sender disable", id, editor -> editor.setEnabled(id, false));
        out().println(id + " is disabled");
        return 0;
    }

    @Command(name = "enable", description = "Lets a sender in again.", mixinStandardHelpOptions = true)
    int enable(
            @Parameters(paramLabel = "SENDER") String id,
            @Option(names = "--reason", required = true, description = "why; it is kept in the audit") String reason)
            throws IOException {
        change(reason, "sender enable", id, editor -> editor.setEnabled(id, true));
        out().println(id + " is enabled");
        return 0;
    }

    @Command(name = "rotate", description = "Gives a sender a new key, ends old ones, or both.", mixinStandardHelpOptions = true)
    int rotate(
            @Parameters(paramLabel = "SENDER") String id,
            @Option(names = "--key", description = "the new key: a .pub file or its line") String key,
            @Option(names = "--label", description = "what to call the new key") String label,
            @Option(names = "--not-before", description = "day or instant from which the new key holds") String notBefore,
            @Option(names = "--old-until",
                    description = "last day, or instant, of the keys that it has now; 'now' ends them and their sessions at once")
                    String oldUntil,
            @Option(names = "--only", description = "fingerprint of the one old key that ends") String only,
            @Option(names = "--reason", required = true, description = "why; it is kept in the audit") String reason)
            throws IOException {
        if (key == null && oldUntil == null) {
            throw new ConfigurationMistake("nothing to do: expected --key, --old-until, or both");
        }
        NewKey added = key == null ? null : new NewKey(line(key), label, notBefore);
        String end = "now".equals(oldUntil) ? Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString() : oldUntil;
        change(reason, "sender rotate", id, editor -> rotate(editor, id, added, end, only));
        out().println(id + (added == null ? "" : " has a new key") + (end == null ? "" : "; the old ones hold until " + end));
        return 0;
    }

    private static void rotate(SendersEditor editor, String id, NewKey added, String end, String only) throws IOException {
        if (added != null) {
            editor.addKey(id, added);
        }
        if (end != null) {
            editor.endKeys(id, line -> (added == null || !line.equals(added.line()))
                    && (only == null || only.equals(KeyLine.fingerprint(line))), end);
        }
    }

    @Command(name = "pause", description = "Takes nothing from a sender until it is resumed.", mixinStandardHelpOptions = true)
    int pause(
            @Parameters(paramLabel = "SENDER") String sender,
            @Option(names = "--reason", required = true, description = "why; it is kept in the audit") String reason) {
        boolean changed = inLedger(pauses -> pauses.pause(sender, LedgerParts.act(reason)));
        out().println(sender + (changed ? " is paused" : " was paused already"));
        return 0;
    }

    @Command(name = "resume", description = "Takes files from a sender again.", mixinStandardHelpOptions = true)
    int resume(
            @Parameters(paramLabel = "SENDER") String sender,
            @Option(names = "--reason", required = true, description = "why; it is kept in the audit") String reason) {
        boolean changed = inLedger(pauses -> pauses.resume(sender, LedgerParts.act(reason)));
        out().println(sender + (changed ? " is resumed" : " was not paused"));
        return 0;
    }

    private static boolean inLedger(Predicate<Pauses> change) {
        try (ConfigurableApplicationContext parts = CommandLine.context(LedgerParts.class)) {
            return change.test(parts.getBean(Pauses.class));
        }
    }

    private interface Edit {
        void on(SendersEditor editor) throws IOException;
    }

    private static void change(String reason, String what, String id, Edit edit) throws IOException {
        SendersEditor editor = new SendersEditor(file());
        FileChanges.Change change = () -> {
            edit.on(editor);
            return id;
        };
        AuditedChange.make(LedgerParts.act(reason), what, change);
    }

    private static Path file() {
        return CommandLine.home().own("config/senders.yaml");
    }

    /** The one line of a public key. */
    private static String line(String fileOrLine) throws IOException {
        String line = fileOrLine.contains(" ") && !Files.exists(Path.of(fileOrLine)) ? fileOrLine
                : Files.readString(Path.of(fileOrLine));
        return line.strip();
    }

    private static PrintStream out() {
        return new PrintStream(System.out, true, StandardCharsets.UTF_8);
    }
}
