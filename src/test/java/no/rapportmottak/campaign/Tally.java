package no.rapportmottak.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was counted, cell by cell, in this run and, in the long form, in those before: a line for each cell in a file
 * that is only added to.
 */
final class Tally {

    /** A step or stage, and what was done to it. */
    record Cell(String row, String column) {}

    /** How often, and what was wrong how often. */
    record Count(int runs, int lost, int doubled, int half, int stuck) {

        static final Count NONE = new Count(0, 0, 0, 0, 0);

        Count plus(Count other) {
            return new Count(runs + other.runs, lost + other.lost, doubled + other.doubled, half + other.half, stuck + other.stuck);
        }

        static Count of(Verdict verdict) {
            return new Count(1, one(verdict.lost()), one(verdict.doubled()), one(verdict.half()), one(verdict.stuck()));
        }

        private static int one(List<String> wrong) {
            return wrong.isEmpty() ? 0 : 1;
        }

        boolean isGood() {
            return lost + doubled + half + stuck == 0;
        }
    }

    private final Path file;
    private final String run;
    private final Map<Cell, Count> counts = new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
    private final List<String> failures = new ArrayList<>();

    /** @param file to which is added and from which is gone on, or null */
    Tally(Path file, String run) {
        this.file = file;
        this.run = run;
        if (file != null && Files.exists(file)) {
            read();
        }
    }

    private void read() {
        try {
            for (String line : Files.readAllLines(file)) {
                String[] words = line.split("\t");
                count(new Cell(words[1], words[2]), new Count(Integer.parseInt(words[3]), Integer.parseInt(words[4]),
                        Integer.parseInt(words[5]), Integer.parseInt(words[6]), Integer.parseInt(words[7])));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts one verdict for each of the cells that it was about. */
    synchronized void add(Collection<Cell> cells, Verdict verdict, String story) {
        StringBuilder lines = new StringBuilder();
        for (Cell cell : cells) {
            Count one = Count.of(verdict);
            count(cell, one);
            lines.append(String.join("\t", run, cell.row(), cell.column(), "" + one.runs, "" + one.lost, "" + one.doubled,
                    "" + one.half, "" + one.stuck)).append('\n');
        }
        if (!verdict.isGood()) {
            failures.add(story + " " + cells + ": " + verdict);
            System.out.println("Campaign: BROKEN " + story + " " + cells + ": " + verdict);
        }
        if (file != null) {
            write(lines.toString());
        }
    }

    private void count(Cell cell, Count more) {
        counts.merge(cell, more, Count::plus);
    }

    private void write(String lines) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized int runs(Cell cell) {
        return counts.getOrDefault(cell, Count.NONE).runs();
    }

    synchronized Map<Cell, Count> counts() {
        return Map.copyOf(counts);
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }
}
