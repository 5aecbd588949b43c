package no.rapportmottak.operations;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import no.rapportmottak.receipt.Receipts;
import no.rapportmottak.registry.Home;
import no.rapportmottak.report.AttachmentStore;
import no.rapportmottak.submission.Examined;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.validation.Check;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/** The same check route as in the hub, in a small Camel context without channels, ledger or broker. */
final class Offline implements AutoCloseable {

    @Configuration(proxyBeanMethods = false)
    @ComponentScan({"no.rapportmottak.registry", "no.rapportmottak.validation", "no.rapportmottak.receipt"})
    static class Parts {}

    private final ConfigurableApplicationContext parts;
    private final DefaultCamelContext camel;
    private final ProducerTemplate template;

    /** @param language of the findings; null for what each document says itself */
    Offline(String language) throws Exception {
        parts = new SpringApplicationBuilder(Parts.class)
                .properties(language == null ? new String[0] : new String[] {"rapportmottak.validate.language=" + language})
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(AttachmentStore.class, AttachmentStore::hashing))
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run();
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

    @Override
    public void close() {
        camel.stop();
        parts.close();
    }
}
