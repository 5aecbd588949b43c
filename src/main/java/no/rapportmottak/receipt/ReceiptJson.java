package no.rapportmottak.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.module.jakarta.xmlbind.JakartaXmlBindAnnotationModule;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import rapportmottak.kvittering.v1.Kvittering;

/**
 * The receipt as JSON: every field in the schema's order, null where nothing is known. What only some reports have,
 * a plan or an earlier version, is left out of others' receipts.
 */
final class ReceiptJson {

    private abstract static class OnlyWhereThereIsSome {
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        protected String trekker;

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        protected List<Kvittering.PlanMotRapport> planMotRapport;

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        protected List<Kvittering.Endringer> endringer;
    }

    // Own line breaks: the platform's would make the bytes depend on the machine.
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final Separators SEPARATORS = Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Spacing.AFTER)
            .withArrayEmptySeparator("");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JakartaXmlBindAnnotationModule())
            .addMixIn(Kvittering.class, OnlyWhereThereIsSome.class)
            .defaultPrettyPrinter(
                    new DefaultPrettyPrinter(SEPARATORS).withObjectIndenter(INDENT).withArrayIndenter(INDENT))
            .build();

    /** Not escaped by JSON's rules: what steers a terminal, and what is no character. */
    private static final Pattern STEERS = Pattern.compile("[\\x7F-\\x9F\\uFFFE\\uFFFF]");

    private ReceiptJson() {}

    static ObjectNode tree(Kvittering form) {
        return MAPPER.valueToTree(form);
    }

    static byte[] write(Kvittering form) {
        try {
            String json = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(form);
            return STEERS.matcher(json).replaceAll(ReceiptJson::escape).concat("\n").getBytes(UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escape(MatchResult steering) {
        return "\\\\u%04X".formatted((int) steering.group().charAt(0));
    }
}
