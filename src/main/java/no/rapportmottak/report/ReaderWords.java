package no.rapportmottak.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a parser complains of, as words of ours: a sender reads no parser's English. The words stand under their keys
 * in {@code schemas/felles/rules.yaml}; a complaint that is not known here is told in general words, with its place.
 */
final class ReaderWords {

    private static final Map<String, String> JSON = ordered(
            "Unexpected end-of-input", "lesing:for-kort",
            "Unexpected end-of-String", "lesing:for-kort",
            "comment", "lesing:kommentar",
            "'NaN'", "lesing:ikke-tall",
            "INF", "lesing:ikke-tall",
            "Infinity", "lesing:ikke-tall",
            "Leading zeroes", "lesing:null-foran",
            "numeric value", "lesing:tall",
            "escape", "lesing:omskriving",
            "surrogate", "lesing:omskriving",
            "unquoted character", "lesing:linjeskift-i-tekst",
            "close marker", "lesing:feil-klamme",
            "Unrecognized token", "lesing:uten-hermetegn",
            "double-quote", "lesing:uten-hermetegn",
            "was expecting comma", "lesing:komma",
            "was expecting a colon", "lesing:kolon");

    private static final Map<String, String> XML = ordered(
            "Unexpected EOF", "lesing:for-kort",
            "close tag", "lesing:slutt-tagg",
            "Undeclared namespace prefix", "lesing:navnerom",
            "Duplicate attribute", "lesing:attributt-to-ganger",
            "]]>", "lesing:cdata-slutt",
            "(in epilog", "lesing:etter-slutten",
            "in epilog", "lesing:etter-slutten",
            "attribute value", "lesing:attributt",
            "name start character", "lesing:vinkel-eller-et-tegn",
            "'<'", "lesing:vinkel-eller-et-tegn",
            "comment", "lesing:xml-kommentar");

    private ReaderWords() {}

    static String ofJson(String complaint) {
        return find(JSON, complaint, "lesing:json");
    }

    static String ofXml(String complaint) {
        return find(XML, complaint, "lesing:xml");
    }

    private static String find(Map<String, String> words, String complaint, String otherwise) {
        return words.entrySet().stream()
                .filter(known -> complaint.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> words = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            words.put(pairs[i], pairs[i + 1]);
        }
        return words;
    }
}
