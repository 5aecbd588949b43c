package no.rapportmottak.operations;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import no.rapportmottak.receipt.Receipts;
import no.rapportmottak.registry.Home;
import no.rapportmottak.report.AttachmentStore;
import no.rapportmottak.report.ReportType;
import no.rapportmottak.report.ReportTypes;
import no.rapportmottak.submission.Examined;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.validation.Check;
import no.rapportmottak.validation.Rule;
import no.rapportmottak.validation.RuleBook;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The same check route as in the hub, in a small Camel context without channels, ledger or broker. */
final class Offline implements AutoCloseable {

    @ComponentScan({"no.rapportmottak.registry", "no.rapportmottak.validation", "no.rapportmottak.receipt"})
    static class Parts {

        @Bean
        AttachmentStore attachmentStore() {
            return AttachmentStore.hashing();
        }
    }

    /** Under which name the rules stand that hold for every type. */
    static final String COMMON = "felles";

    private final ConfigurableApplicationContext parts;
    private final DefaultCamelContext camel;
    private final ProducerTemplate template;

    /** @param language of the findings; null for what each document says itself */
    Offline(String language) throws Exception {
        this(language == null ? new String[0] : new String[] {"rapportmottak.validate.language=" + language});
    }

    /** With the rules of another folder, for the types that have some there. */
    static Offline withRules(Path folder) throws Exception {
        return new Offline(new String[] {"rapportmottak.rehearse.rules=" + folder.toAbsolutePath()});
    }

    private Offline(String[] properties) throws Exception {
        parts = CommandLine.context(Parts.class, properties);
        camel = new DefaultCamelContext();
        camel.getRegistry().bind("check", parts.getBean(Check.class));
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromBytes("check.camel.yaml", route()));
        camel.start();
        template = camel.createProducerTemplate();
    }

    private byte[] route() throws IOException {
        return Files.readString(parts.getBean(Home.class).file("routes/check.camel.yaml")).getBytes(StandardCharsets.UTF_8);
    }

    Examined check(Submission submission) {
        return template.requestBody("direct:check", submission, Examined.class);
    }

    Receipts receipts() {
        return parts.getBean(Receipts.class);
    }

    /** The rules by report type, those that are common to all first. */
    Map<String, List<Rule>> rules() {
        RuleBook book = parts.getBean(RuleBook.class);
        Map<String, List<Rule>> rules = new LinkedHashMap<>();
        rules.put(COMMON, book.common());
        parts.getBean(ReportTypes.class).all().stream()
                .sorted(Comparator.comparing(ReportType::label))
                .forEach(type -> rules.put(type.name(), book.of(type)));
        return rules;
    }

    @Override
    public void close() {
        camel.stop();
        parts.close();
    }
}
