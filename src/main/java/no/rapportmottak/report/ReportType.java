package no.rapportmottak.report;

import com.networknt.schema.JsonSchema;
import java.util.Map;
import javax.xml.validation.Schema;

/**
 * One version of one report type: a folder {@code schemas/<name>/<version>/}.
 *
 * @param name    such as {@code tilskuddsrapport}
 * @param version such as {@code v1}
 * @param expected what a part of the schema wants, by its location and then by language: its keyword
 *                 {@code forventet}
 */
public record ReportType(
        String name,
        String version,
        Schema xsd,
        JsonSchema jsonSchema,
        Shape shape,
        Map<String, Map<String, String>> expected) {

    /** As JSON documents write it in {@code skjema}. */
    public String label() {
        return name + "/" + version;
    }

    /** Of the classes that the build generates from the XSD; the namespace names it. */
    public String javaPackage() {
        return "rapportmottak." + name + "." + version;
    }

    String namespace() {
        return "urn:rapportmottak:" + name + ":" + version;
    }
}
