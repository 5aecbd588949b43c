package no.rapportmottak.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.integration.config.EnableIntegration;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.dsl.Pollers;
import org.springframework.integration.file.FileHeaders;
import org.springframework.integration.support.MessageBuilder;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.messaging.Message;

/**
 * What Spring Integration's manual leads to, doing the same as {@link TutorialCamel}.
 *
 * <p>Arguments: folder of the files, a fresh folder to work in, the number of files.
 */
final class TutorialIntegration {

    private static final String TYPE = "rapporttype";
    private static final String OUTCOME = "utfall";

    private static Path inn;
    private static Path receipts;
    private static Forms forms;
    private static CountDownLatch left;
    private static JmsTemplate jms;

    private TutorialIntegration() {}

    public static void main(String[] args) throws Exception {
        Path home = Path.of("").toAbsolutePath();
        Path work = Path.of(args[1]);
        inn = Path.of(args[0]);
        receipts = Files.createDirectories(work.resolve("kvittering"));
        left = new CountDownLatch(Integer.parseInt(args[2]));
        forms = new Forms(home.resolve("schemas"));
        try (LocalBroker broker = new LocalBroker(home.resolve("config/broker.xml"), work.resolve("broker"),
                Corpus.TYPES.stream().map(type -> "hod." + type).toList())) {
            jms = new JmsTemplate(new CachingConnectionFactory(broker.connections()));
            Start.await();
            try (AnnotationConfigApplicationContext flow = new AnnotationConfigApplicationContext(Flow.class)) {
                left.await();
                Start.done(Corpus.TYPES.stream().mapToLong(type -> broker.messages("hod." + type)).sum());
            }
        }
        System.exit(0);
    }

    @Configuration
    @EnableIntegration
    static class Flow {

        @Bean
        IntegrationFlow reports() {
            return IntegrationFlow
                    .from(org.springframework.integration.file.dsl.Files.inboundAdapter(inn.toFile()),
                            adapter -> adapter.poller(Pollers.fixedDelay(100).maxMessagesPerPoll(-1)))
                    .transform(org.springframework.integration.file.dsl.Files.toByteArrayTransformer())
                    .handle(Message.class, (message, headers) -> checked(message))
                    .routeToRecipients(recipients -> recipients
                            .recipientMessageSelectorFlow(message -> message.getHeaders().containsKey(TYPE), accepted -> accepted
                                    .handle(TutorialIntegration::send))
                            .recipientFlow(answer -> answer
                                    .transform(Message.class, TutorialIntegration::answer)
                                    .handle(org.springframework.integration.file.dsl.Files.outboundGateway(receipts.toFile()))
                                    .handle(message -> left.countDown())))
                    .get();
        }
    }

    private static Message<String> checked(Message<?> message) {
        MessageBuilder<String> checked;
        try {
            Forms.Form form = forms.of((byte[]) message.getPayload());
            checked = MessageBuilder.withPayload(form.json()).setHeader(TYPE, form.type()).setHeader(OUTCOME, "GODKJENT");
        } catch (Forms.Invalid e) {
            checked = MessageBuilder.withPayload(e.getMessage()).setHeader(OUTCOME, "AVVIST");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return checked.copyHeadersIfAbsent(message.getHeaders()).build();
    }

    private static void send(Message<?> message) {
        jms.convertAndSend("hod." + message.getHeaders().get(TYPE), message.getPayload());
    }

    private static Message<byte[]> answer(Message<?> message) {
        String name = (String) message.getHeaders().get(FileHeaders.FILENAME);
        String receipt = "{\"fil\":\"%s\",\"utfall\":\"%s\"}".formatted(name, message.getHeaders().get(OUTCOME));
        return MessageBuilder.withPayload(receipt.getBytes(StandardCharsets.UTF_8))
                .copyHeaders(message.getHeaders())
                .setHeader(FileHeaders.FILENAME, name + ".0.resultat.json")
                .build();
    }
}
