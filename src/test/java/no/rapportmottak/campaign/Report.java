package no.rapportmottak.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.rapportmottak.campaign.Tally.Cell;
import no.rapportmottak.campaign.Tally.Count;

/** The matrix as a page to be read. */
final class Report {

    private static final String BEFORE = "halt before";
    private static final String AFTER = "halt after";
    private static final List<String> HALTS = List.of(BEFORE, AFTER);

    private final Map<Cell, Count> counts;
    private final List<String> steps;

    Report(Map<Cell, Count> counts, List<String> steps) {
        this.counts = counts;
        this.steps = steps;
    }

    /** @param about when and of which commit */
    void write(Path file, String about) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, page(about));
    }

    private String page(String about) {
        List<String> stages = Arrays.stream(WholeProcess.Aim.values()).map(aim -> aim.cell().row()).toList();
        List<String> faults = Arrays.stream(Fault.values()).map(Fault::column).toList();
        return """
                # Crash matrix

                What `mvn verify -Pcampaign` has counted, over all its runs. %s

                A number is how often something was done at a step and everything was then looked at from outside:
                the ledger by SQL, originals, archive packages, receipts, and what a consumer and a receiver got that drop
                what they have had. Each complete upload must have exactly one outcome, one package where its outcome
                has one, one message in each queue, its receipts whole; nothing may wait longer than a minute and a half after
                recovery (after an outage: twice its length more, at most six minutes). A cell where something was wrong says
                how often: (lost / doubled / half / stuck).

                %s

                ## The whole process

                `kill -9` of the packaged hub with everything embedded, started again each time.

                %s
                ## Steps of the routes

                `Runtime.halt` before and after each step, in the hub without console, SFTP server and watch; half
                of these kills hit it while it recovers from the one before.

                %s
                ## Commits and files

                The same before and after each commit of the ledger, named by the step that commits, and each change
                of the file system, named by where it stands.

                %s
                ## Outages

                What is around the hub goes wrong at a step and stays so for a while under load, often several things at
                once. Each counts for each step that was come to meanwhile; the last lines count how often it went wrong,
                and for ten minutes.

                %s
                ## By themselves

                %s
                """.formatted(about, totals(),
                table(stages, List.of(WholeProcess.COLUMN)),
                halts(steps),
                halts(rows(row -> row.startsWith("commit ") || row.startsWith("file "))),
                table(Stream.concat(steps.stream(), Stream.of(Outages.ALL, Outages.LONG)).toList(), faults),
                byThemselves(faults));
    }

    /** What is no cell of a table. */
    private String byThemselves(List<String> faults) {
        return counts.entrySet().stream()
                .filter(entry -> isByItself(entry.getKey().column(), faults))
                .map(entry -> "| %s | %s | %s |\n".formatted(entry.getKey().row(), entry.getKey().column(), text(entry.getValue())))
                .sorted()
                .collect(Collectors.joining("", "| | | |\n|---|---|---:|\n", ""));
    }

    private static boolean isByItself(String column, List<String> faults) {
        return !HALTS.contains(column) && !faults.contains(column) && !column.equals(WholeProcess.COLUMN) && !column.startsWith("SIGTERM");
    }

    private List<String> rows(Predicate<String> chosen) {
        return List.copyOf(counts.keySet().stream().map(Cell::row).filter(chosen).collect(Collectors.toCollection(TreeSet::new)));
    }

    private String totals() {
        Count all = counts.values().stream().reduce(Count.NONE, Count::plus);
        return """
                | | |
                |---|---|
                | kills of the whole process | %d |
                | kills at named points | %d |
                | outages, each thing that was wrong counted | %d |
                | ends by SIGTERM, with status 0 within 30 s | %d |
                | cells with something lost / doubled / half / stuck | %d / %d / %d / %d |
                """.formatted(
                runs(cell -> cell.column().equals(WholeProcess.COLUMN)),
                runs(cell -> HALTS.contains(cell.column())),
                runs(cell -> cell.row().equals(Outages.ALL)),
                runs(cell -> cell.column().startsWith("SIGTERM")),
                all.lost(), all.doubled(), all.half(), all.stuck()).strip();
    }

    private int runs(Predicate<Cell> chosen) {
        return counts.entrySet().stream().filter(entry -> chosen.test(entry.getKey())).mapToInt(entry -> entry.getValue().runs()).sum();
    }

    private String table(List<String> rows, List<String> columns) {
        StringBuilder table = new StringBuilder("| |");
        columns.forEach(column -> table.append(' ').append(column).append(" |"));
        table.append("\n|---|").append("---:|".repeat(columns.size())).append('\n');
        for (String row : rows) {
            table.append("| ").append(row).append(" |");
            columns.forEach(column -> table.append(' ').append(text(counts.getOrDefault(new Cell(row, column), Count.NONE))).append(" |"));
            table.append('\n');
        }
        return table.toString();
    }

    /** A cell for both sides of a row, and then each side. */
    private String halts(List<String> rows) {
        StringBuilder table = new StringBuilder("| | halt | before it | after it |\n|---|---:|---:|---:|\n");
        for (String row : rows) {
            Count before = counts.getOrDefault(new Cell(row, BEFORE), Count.NONE);
            Count after = counts.getOrDefault(new Cell(row, AFTER), Count.NONE);
            table.append("| %s | %s | %s | %s |\n".formatted(row, text(before.plus(after)), text(before), text(after)));
        }
        return table.toString();
    }

    private static String text(Count count) {
        return count.isGood() ? "" + count.runs()
                : "%d (%d / %d / %d / %d)".formatted(count.runs(), count.lost(), count.doubled(), count.half(), count.stuck());
    }
}
