package no.rapportmottak.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What Camel's manuals lead to, and doing less than the hub: one route that polls a folder, validates, sends to a
 * durable queue one message after the other and writes a receipt. No ledger, no flush, the first mistake only.
 *
 * <p>Arguments: folder of the files, a fresh folder to work in, the number of files.
 */
final class TutorialCamel {

    private TutorialCamel() {}

    public static void main(String[] args) throws Exception {
        Path home = Path.of("").toAbsolutePath();
        Path work = Path.of(args[1]);
        CountDownLatch left = new CountDownLatch(Integer.parseInt(args[2]));
        Forms forms = new Forms(home.resolve("schemas"));
        try (LocalBroker broker = new LocalBroker(home.resolve("config/broker.xml"), work.resolve("broker"),
                        Corpus.TYPES.stream().map(type -> "hod." + type).toList());
                DefaultCamelContext camel = new DefaultCamelContext()) {
            JmsComponent jms = JmsComponent.jmsComponent(broker.connections());
            camel.addComponent("jms", jms);
            camel.addRoutes(route(Path.of(args[0]), Files.createDirectories(work.resolve("kvittering")), forms, left));
            camel.build();
            Start.await();
            camel.start();
            left.await();
            Start.done(Corpus.TYPES.stream().mapToLong(type -> broker.messages("hod." + type)).sum());
        }
        System.exit(0);
    }

    private static RouteBuilder route(Path inn, Path receipts, Forms forms, CountDownLatch left) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(Forms.Invalid.class).handled(true)
                        .setBody(simple("{\"fil\":\"${file:name}\",\"utfall\":\"AVVIST\",\"funn\":\"${exception.message}\"}"))
                        .to("direct:answer");
                from("file:" + inn + "?initialDelay=0&move=.done")
                        .convertBodyTo(byte[].class)
                        .process(exchange -> form(exchange, forms))
                        .toD("jms:queue:hod.${header.rapporttype}")
                        .setBody(simple("{\"fil\":\"${file:name}\",\"utfall\":\"GODKJENT\"}"))
                        .to("direct:answer");
                from("direct:answer")
                        .setHeader(Exchange.FILE_NAME, simple("${file:name}.0.resultat.json"))
                        .to("file:" + receipts)
                        .process(exchange -> left.countDown());
            }
        };
    }

    private static void form(Exchange exchange, Forms forms) throws Exception {
        Forms.Form form = forms.of(exchange.getMessage().getBody(byte[].class));
        exchange.getMessage().setHeader("rapporttype", form.type());
        exchange.getMessage().setBody(form.json());
    }
}
