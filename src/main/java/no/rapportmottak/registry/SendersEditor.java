package no.rapportmottak.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Changes {@code config/senders.yaml} for people and for senders. The new file is read and compared with the old before it
 * takes its place in one step, so whoever reads it sees one or the other, and a mistake changes nothing. Two that change it
 * at once do so one after the other, whatever process they are in.
 */
public class SendersEditor {

    private final Path file;

    public SendersEditor(Path file) {
        this.file = file;
    }

    /** A key as it is added: {@code label}, {@code notBefore} may be null. */
    public record NewKey(String line, String label, String notBefore) {

        private Map<String, Object> entry() {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("key", line);
            if (label != null) {
                entry.put("label", label);
            }
            if (notBefore != null) {
                entry.put("not-before", notBefore);
            }
            return entry;
        }
    }

    /** @param sender by the keys of the file, in the order in which they are to stand there */
    public void add(Map<String, Object> sender) throws IOException {
        String id = String.valueOf(sender.get("id"));
        change(id, text -> text.add(sender), added -> true);
    }

    public void setEnabled(String id, boolean enabled) throws IOException {
        change(id, text -> text.set(id, "enabled", enabled), sender -> sender.enabled() == enabled);
    }

    public void addKey(String id, NewKey key) throws IOException {
        change(id, text -> text.addKey(id, key.entry()), sender -> has(sender, key));
    }

    private static boolean has(Sender sender, NewKey key) {
        return sender.keys().stream().anyMatch(candidate -> candidate.line().equals(key.line()));
    }

    /**
     * Ends those keys of a sender that would hold longer.
     *
     * @param which    by their lines
     * @param notAfter as it is to stand there: the last day, or an instant
     */
    public void endKeys(String id, Predicate<String> which, String notAfter) throws IOException {
        Instant end = until(notAfter);
        Set<String> ending = Senders.read(file).stream()
                .filter(sender -> sender.id().equals(id))
                .flatMap(sender -> sender.keys().stream())
                .filter(key -> key.outlasts(end) && which.test(key.line()))
                .map(SenderKey::line)
                .collect(Collectors.toSet());
        if (ending.isEmpty()) {
            throw new ConfigurationMistake("no key of sender " + id + " would end by that; nothing is changed");
        }
        change(id, text -> text.endKeys(id, ending::contains, notAfter), sender -> sender.keys().stream()
                .filter(key -> ending.contains(key.line()))
                .noneMatch(key -> key.outlasts(end)));
    }

    private static Instant until(String notAfter) {
        try {
            return SenderKey.until(notAfter);
        } catch (DateTimeException e) {
            throw new ConfigurationMistake("expected a day or an instant, 2027-01-31 or 2027-01-31T12:00:00Z, not " + notAfter);
        }
    }

    private synchronized void change(String id, UnaryOperator<SendersText> edit, Predicate<Sender> wanted) throws IOException {
        Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Files.createDirectories(real.getParent());
        try (FileChannel lock = FileChannel.open(real.resolveSibling("." + real.getFileName() + ".lock"),
                        StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            List<Sender> before = Senders.read(real);
            SendersText text = new SendersText(Files.exists(real) ? Files.readString(real) : "");
            replace(real, edit.apply(text).toString(), after -> compare(id, before, after, wanted));
        }
    }

    private interface Comparison {
        void compare(List<Sender> after);
    }

    private static void replace(Path file, String text, Comparison comparison) throws IOException {
        Path beside = Files.createTempFile(file.getParent(), ".senders", ".yaml");
        try {
            write(beside, text);
            comparison.compare(read(beside, file));
            keepOwner(file, beside);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static List<Sender> read(Path beside, Path file) {
        try {
            return Senders.read(beside);
        } catch (ConfigurationMistake e) {
            throw new ConfigurationMistake("nothing is changed: " + e.getMessage().replace(beside.toString(), file.toString()));
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    /** The one who may read the old file has to be able to read the new one. */
    private static void keepOwner(Path old, Path beside) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(beside, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        if (!Files.exists(old)) {
            view.setPermissions(PosixFilePermissions.fromString("rw-r--r--"));
            return;
        }
        PosixFileAttributes kept = Files.readAttributes(old, PosixFileAttributes.class);
        if (!kept.owner().equals(view.readAttributes().owner())) {
            view.setOwner(kept.owner());
        }
        if (!kept.group().equals(view.readAttributes().group())) {
            view.setGroup(kept.group());
        }
        view.setPermissions(kept.permissions());
    }

    private void compare(String id, List<Sender> before, List<Sender> after, Predicate<Sender> wanted) {
        boolean othersStay = others(id, before).equals(others(id, after));
        boolean changed = after.stream().filter(sender -> sender.id().equals(id)).anyMatch(wanted);
        if (!othersStay || !changed) {
            throw new ConfigurationMistake(file.toString(), "sender " + id,
                    "cannot be changed in the way the file is laid out; nothing is changed. Edit it by hand");
        }
    }

    private static List<Sender> others(String id, List<Sender> senders) {
        return senders.stream().filter(sender -> !sender.id().equals(id)).toList();
    }
}
