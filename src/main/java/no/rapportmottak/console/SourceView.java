package no.rapportmottak.console;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import no.rapportmottak.submission.Finding;

/**
 * A document as it was sent, by lines, with what was found at each. Of a long one only the lines around findings are
 * there; of a long line only its part around the first finding.
 */
record SourceView(List<Line> lines, List<Finding> elsewhere) {

    /**
     * @param skipped whether lines are left out before it
     * @param column  from which its text is shown, from 1
     */
    public record Line(int number, String text, int column, List<Finding> findings, boolean skipped) {}

    private static final int WHOLE = 1500;
    private static final int AROUND = 4;
    private static final int WIDTH = 400;
    private static final int BEFORE = 120;

    static SourceView of(byte[] document, List<Finding> findings) {
        List<String> all = text(document).lines().toList();
        List<Line> lines = new ArrayList<>();
        int last = 0;
        for (int number : chosen(all.size(), findings)) {
            List<Finding> here = findings.stream().filter(finding -> isAt(finding, number)).toList();
            lines.add(line(number, all.get(number - 1), here, number > last + 1));
            last = number;
        }
        return new SourceView(lines, findings.stream().filter(finding -> !isWithin(finding, all.size())).toList());
    }

    private static String text(byte[] document) {
        boolean wide = document.length > 1 && (document[0] == (byte) 0xFE && document[1] == (byte) 0xFF
                || document[0] == (byte) 0xFF && document[1] == (byte) 0xFE);
        return new String(document, wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
    }

    private static TreeSet<Integer> chosen(int size, List<Finding> findings) {
        TreeSet<Integer> chosen = new TreeSet<>();
        for (int number = 1; number <= Math.min(size, size <= WHOLE ? size : AROUND * AROUND); number++) {
            chosen.add(number);
        }
        for (Finding finding : findings) {
            if (isWithin(finding, size)) {
                for (int near = Math.max(1, finding.line() - AROUND); near <= Math.min(size, finding.line() + AROUND); near++) {
                    chosen.add(near);
                }
            }
        }
        return chosen;
    }

    private static boolean isWithin(Finding finding, int size) {
        return finding.line() != null && finding.line() >= 1 && finding.line() <= size;
    }

    private static boolean isAt(Finding finding, int number) {
        return finding.line() != null && finding.line() == number;
    }

    private static Line line(int number, String text, List<Finding> findings, boolean skipped) {
        int from = findings.isEmpty() || findings.get(0).column() == null || text.length() <= WIDTH
                ? 0 : Math.max(0, Math.min(findings.get(0).column() - 1 - BEFORE, text.length() - WIDTH));
        return new Line(number, text.substring(from, Math.min(text.length(), from + WIDTH)), from + 1, findings, skipped);
    }
}
