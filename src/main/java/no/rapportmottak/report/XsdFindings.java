package no.rapportmottak.report;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXParseException;

/**
 * What the XSD finds while a document is read. It decides whether XML is valid; the words come from the JSON
 * Schema over the same tree wherever that finds it too, so that both formats get the same answer.
 */
final class XsdFindings implements ErrorHandler {

    private static final Pattern UNEXPECTED = Pattern.compile("starting with element '(?:\\{\"?[^}]*:)?([^'}:\"]+)\"?}?'");

    /** @param order whether an element stands where the sequence doesn't want it */
    private record Error(String path, String key, String text, boolean order) {}

    private final XmlReader.Located located;
    private Error first;

    XsdFindings(XmlReader.Located located) {
        this.located = located;
    }

    @Override
    public void warning(SAXParseException exception) {
        // A warning of the validator says nothing about the document's validity.
    }

    @Override
    public void error(SAXParseException exception) {
        String message = exception.getMessage();
        int colon = message.indexOf(':');
        String key = colon < 0 ? "" : message.substring(0, colon);
        if (first == null) {
            first = new Error(
                    located.pointer(), key, message.substring(colon + 1).strip(), key.startsWith("cvc-complex-type.2.4"));
        }
        located.invalid();
    }

    @Override
    public void fatalError(SAXParseException exception) {
        error(exception);
    }

    boolean none() {
        return first == null;
    }

    /** What stands beside the problems that the JSON Schema has found in the same tree: nothing, or the first error. */
    List<Problem> beside(List<Problem> found, Positions positions) {
        return found.isEmpty() ? List.of(problem(first, positions)) : List.of();
    }

    private static Problem problem(Error error, Positions positions) {
        Positions.Place place = positions.of(error.path());
        return new Problem(error.order() ? "SKJ-009" : "SKJ-010", error.path(), place == null ? null : place.line(),
                place == null ? null : place.column(), Map.of("detail", detail(error)));
    }

    private static String detail(Error error) {
        Matcher name = UNEXPECTED.matcher(error.text());
        if (error.order()) {
            return name.find() ? name.group(1) : "skjema:plass";
        }
        return switch (error.key()) {
            case "cvc-complex-type.3.2.1", "cvc-complex-type.3.2.2" -> "skjema:attributt";
            case "cvc-complex-type.2.1", "cvc-complex-type.2.2", "cvc-complex-type.2.3" -> "skjema:innhold";
            case "cvc-elt.3.1", "cvc-elt.3.2.1", "cvc-elt.3.2.2" -> "skjema:nil";
            case "cvc-elt.4.1", "cvc-elt.4.2", "cvc-elt.4.3" -> "skjema:type";
            default -> "skjema:annet";
        };
    }
}
