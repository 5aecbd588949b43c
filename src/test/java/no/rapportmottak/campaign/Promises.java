package no.rapportmottak.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import no.rapportmottak.process.Handed;
import no.rapportmottak.process.Hub;
import no.rapportmottak.process.Receipts;

/**
 * Holds what was handed in against what came of it: the ledger by SQL, originals, archive, receipts as files, and what
 * a consumer got. Knows what each file has to become, and nothing of how.
 */
final class Promises {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REFERENCE = 36;
    /** The technical one and the result. */
    private static final int RECEIPTS_TO_A_PARTNER = 2;

    private final Path data;
    private final Set<String> withdrawn;
    private final Verdict verdict = new Verdict();

    /**
     * @param handed   every file that it handed in whole, as often as it did
     * @param receipts the folders in which its receipts have to be, the same in each
     */
    record Sender(String id, Collection<Handed> handed, List<Path> receipts) {}

    private record Row(String reference, String sender, String sha256, String outcome) {

        boolean accepted() {
            return outcome.startsWith("GODKJENT");
        }

        boolean archived() {
            return accepted() || outcome.equals("AVVIST");
        }
    }

    /** @param withdrawn the SHA-256 of what may have been taken back before it was taken */
    Promises(Path data, Set<String> withdrawn) {
        this.data = data;
        this.withdrawn = withdrawn;
    }

    /**
     * @param senders  all who handed anything in
     * @param messages by queue: the references by {@code meldingId}; one queue is that of archived packages
     */
    Verdict check(Collection<Sender> senders, Connection ledger, Map<String, Map<String, String>> messages, String archivedQueue)
            throws Exception {
        List<Row> rows = rows(ledger);
        for (Sender sender : senders) {
            List<Row> own = rows.stream().filter(row -> row.sender().equals(sender.id())).toList();
            outcomes(sender.handed(), own);
            for (Path folder : sender.receipts()) {
                receipts(folder, own);
            }
        }
        originals(rows);
        packages(rows);
        messages.forEach((queue, ids) -> messages(
                queue, ids, rows, row -> queue.equals(archivedQueue) ? row.archived() : row.accepted()));
        nothingWaits(ledger);
        return verdict;
    }

    private List<Row> rows(Connection ledger) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Statement statement = ledger.createStatement(); ResultSet found = statement.executeQuery(
                "select reference, sender, sha256, outcome from submission order by reference")) {
            while (found.next()) {
                rows.add(new Row(found.getString(1), found.getString(2), found.getString(3), found.getString(4)));
            }
        }
        return rows;
    }

    private void outcomes(Collection<Handed> handed, List<Row> rows) {
        Map<String, List<Row>> bySha = rows.stream().collect(Collectors.groupingBy(Row::sha256));
        Map<String, List<Handed>> files = handed.stream().collect(Collectors.groupingBy(Handed::sha256));
        files.forEach((sha256, same) -> outcome(same, bySha.getOrDefault(sha256, List.of())));
        bySha.forEach((sha256, unknown) -> {
            if (!files.containsKey(sha256)) {
                verdict.half().add("nobody handed in the bytes of " + unknown);
            }
        });
    }

    /** What was accepted once is answered as a duplicate from then on; what was rejected is rejected again. */
    private void outcome(List<Handed> same, List<Row> rows) {
        boolean perhaps = withdrawn.contains(same.get(0).sha256());
        int least = perhaps ? 0 : same.stream().mapToInt(file -> file.certain() ? file.attempts() : 1).sum();
        int most = same.stream().mapToInt(Handed::attempts).sum();
        String names = same.stream().map(Handed::name).collect(Collectors.joining(", "));
        if (rows.size() < least) {
            verdict.lost().add("%s: handed in %d times, %s".formatted(names, most, rows));
        }
        if (rows.size() > most) {
            verdict.doubled().add("%s: handed in %d times, %s".formatted(names, most, rows));
        }
        rows.stream().filter(row -> row.outcome().equals("MOTTATT")).forEach(row -> verdict.stuck().add(row.toString()));
        long accepted = rows.stream().filter(Row::accepted).count();
        long expected = same.get(0).good() ? 1 : 0;
        if (accepted > expected) {
            verdict.doubled().add("%s: accepted %d times, %s".formatted(names, accepted, rows));
        }
        if (accepted < expected && !perhaps && rows.stream().noneMatch(row -> row.outcome().equals("MOTTATT"))) {
            verdict.lost().add("%s: not accepted, %s".formatted(names, rows));
        }
    }

    private void originals(List<Row> rows) throws Exception {
        Map<String, Row> known = rows.stream().collect(Collectors.toMap(Row::reference, row -> row));
        Set<String> seen = new HashSet<>();
        for (Path file : files("originals")) {
            Row row = known.get(file.getFileName().toString());
            if (row == null) {
                verdict.half().add("original of nobody: " + file);
            } else if (!sha256(file).equals(row.sha256())) {
                verdict.half().add("original differs: " + file);
            } else {
                seen.add(row.reference());
            }
        }
        rows.stream().filter(row -> !seen.contains(row.reference())).forEach(row -> verdict.lost().add("original of " + row));
    }

    private void receipts(Path folder, List<Row> rows) throws IOException {
        Map<String, Integer> left = new HashMap<>();
        for (Path file : Hub.filesIn(folder)) {
            String name = file.getFileName().toString();
            String kind = Receipts.KINDS.stream().filter(ending -> name.endsWith("." + ending)).findFirst().orElse(null);
            if (kind == null) {
                verdict.half().add("no receipt: " + name);
                continue;
            }
            int end = name.length() - kind.length() - 1;
            left.merge(name.substring(end - REFERENCE, end) + " " + kind, 1, Integer::sum);
            whole(file, name);
        }
        for (Row row : rows) {
            for (String kind : Receipts.KINDS) {
                count("receipt " + kind + " of " + row + " in " + folder, left.remove(row.reference() + " " + kind));
            }
        }
        left.keySet().forEach(receipt -> verdict.doubled().add("receipt of nobody in " + folder + ": " + receipt));
    }

    private void whole(Path file, String name) throws IOException {
        String text = Files.readString(file).strip();
        boolean whole = name.endsWith(".json") ? isJson(text) : name.endsWith(".jws") ? text.split("\\.", -1).length == 3
                : text.endsWith(name.endsWith(".html") ? "</html>" : ">");
        if (!whole) {
            verdict.half().add("receipt " + name);
        }
    }

    private static boolean isJson(String text) {
        try {
            JsonNode receipt = JSON.readTree(text);
            return !receipt.path("referanse").asText().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private void packages(List<Row> rows) throws IOException {
        Map<String, Integer> left = new TreeMap<>();
        for (Path file : files("archive")) {
            String name = file.getFileName().toString();
            if (name.endsWith(".zip")) {
                left.merge(name.substring(0, name.length() - 4), 1, Integer::sum);
                try (ZipFile zip = new ZipFile(file.toFile())) {
                    if (zip.stream().noneMatch(entry -> entry.getName().endsWith("manifest-sha256.txt"))) {
                        verdict.half().add("package without its manifest: " + name);
                    }
                } catch (IOException e) {
                    verdict.half().add("package " + name + ": " + e);
                }
            } else {
                verdict.half().add("no package: " + file);
            }
        }
        rows.stream().filter(Row::archived).forEach(row -> count("package of " + row, left.remove(row.reference())));
        left.keySet().forEach(reference -> verdict.doubled().add("package without an outcome for one: " + reference));
    }

    private void messages(String queue, Map<String, String> ids, List<Row> rows, Predicate<Row> expected) {
        Map<String, Integer> left = new HashMap<>();
        ids.values().forEach(reference -> left.merge(reference, 1, Integer::sum));
        rows.stream().filter(expected)
                .forEach(row -> count("message in %s about %s".formatted(queue, row), left.remove(row.reference())));
        left.keySet().forEach(reference -> verdict.doubled().add("message in %s about %s, for which none is due".formatted(queue, reference)));
    }

    private void count(String what, Integer times) {
        if (times == null) {
            verdict.lost().add(what);
        } else if (times > 1) {
            verdict.doubled().add(what + ": " + times);
        }
    }

    private void nothingWaits(Connection ledger) throws SQLException {
        each(ledger, "select kind, destination, reference, attempts, cause from outbox where state <> 'LEVERT' and destination <> 'rar'",
                (kind, row) -> verdict.stuck().add(kind + " " + row));
        each(ledger, """
                        select kind, destination, reference, count(*), max(id) from outbox group by kind, destination, reference
                        having count(*) > case when kind = 'PARTNER' then %d else 1 end""".formatted(RECEIPTS_TO_A_PARTNER),
                (kind, row) -> verdict.doubled().add("outbox " + kind + " " + row));
    }

    private static void each(Connection ledger, String query, BiConsumer<String, String> told) throws SQLException {
        try (Statement statement = ledger.createStatement(); ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                told.accept(found.getString(1), "%s %s %s %s".formatted(
                        found.getString(2), found.getString(3), found.getString(4), found.getString(5)));
            }
        }
    }

    private List<Path> files(String below) throws IOException {
        return Hub.filesIn(data.resolve(below));
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
