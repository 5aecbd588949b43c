package no.rapportmottak.console;

import java.io.IOException;
import java.io.Writer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows for a spreadsheet: semicolons as Norwegian ones expect, every cell in quotes. A cell that a spreadsheet would
 * take for a formula gets an apostrophe before it (OWASP, CSV injection).
 */
final class Csv {

    /** Tells a spreadsheet that UTF-8 follows. */
    static final String MARK = "\uFEFF";

    private Csv() {}

    static void write(Writer out, Object... cells) throws IOException {
        out.write(Stream.of(cells).map(Csv::cell).collect(Collectors.joining(";", "", "\r\n")));
    }

    static String cell(Object value) {
        String text = value == null ? "" : value.toString();
        String safe = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }
}
