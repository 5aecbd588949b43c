package no.rapportmottak.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import no.rapportmottak.ledger.Delivery;
import no.rapportmottak.ledger.DutyReminder;
import no.rapportmottak.ledger.DutyReminder.Due;
import no.rapportmottak.ledger.Notice;
import no.rapportmottak.ledger.Parcel;
import no.rapportmottak.ledger.RecipientRefused;
import no.rapportmottak.registry.ConfigurationMistake;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Reference;
import org.eclipse.angus.mail.util.MailConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.mail.MailProperties;

class MailsTest {

    private static final Instant NOW = Instant.parse("2023-03-31T09:12:07Z");

    private static final Due GRANT = new Due(
            "g", "tilskuddsrapport", 2023, "999263550", "Solvik kommune", "Rus {0} & <b>psykisk</b> helse (765-62-rus)", "765", "62",
            "", "regelverket, punkt 6");
    private static final Due PLAN =
            new Due("p", "disposisjonsplan", 2023, "999263771", "", "", "", "", "kapittel=765", "");

    private final Receivers receivers = new Receivers(Clock.systemUTC());

    @ParameterizedTest
    @ValueSource(strings = {"nb", "nn", "en"})
    void saysEveryOutcomeInEveryLanguage(String language) throws Exception {
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.MOTTATT) {
                assertThat(compose(language, notice(outcome)).getSubject()).isNotBlank();
            }
        }
    }

    @Test
    void hasTheSameWordsInEachLanguage() throws IOException {
        Properties expected = bundle("nb");

        for (String language : MailWords.LANGUAGES) {
            assertThat(bundle(language).keySet()).as(language).isEqualTo(expected.keySet());
        }
    }

    @Test
    void hasTheSameIdForTheSameItems() throws Exception {
        Notice one = notice(Outcome.GODKJENT);
        Notice two = notice(Outcome.DUPLIKAT);

        String id = compose("nb", one, two).getMessageID();

        assertThat(compose("nn", one, two).getMessageID()).isEqualTo(id).endsWith("@etat.invalid>");
        assertThat(compose("nb", one).getMessageID()).isNotEqualTo(id);
    }

    @Test
    void takesNothingFromTheHeadersOfARoute() throws Exception {
        Map<String, Object> headers = new HashMap<>(Map.of(
                "Subject", "x", "Bcc", "evil@elsewhere.invalid", "mail.smtp.host", "elsewhere.invalid", "CamelFileName", "y"));

        MimeMessage mail = compose("nb", headers, notice(Outcome.GODKJENT));

        assertThat(headers).isEmpty();
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("post@solvik.invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a@b.invalid\\nBcc: c@d.invalid", "a@b.invalid, c@d.invalid", "Kari <a@b.invalid>", "a b@c.invalid", "@b.invalid", "a@"
    })
    void refusesAnAddressThatIsMoreThanOne(String address, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("senders.yaml"), """
                senders: [{id: a, organisation-number: "999263550", name: A, contact: {email: "%s"}}]
                """.formatted(address));

        assertThatThrownBy(() -> Senders.read(file)).isInstanceOf(ConfigurationMistake.class)
                .hasMessageContaining("contact.email").hasMessageContaining("expected one address");
    }

    @Test
    void givesUpAnAddressThatTheServerRefuses() throws Exception {
        try (ServerSocket server = server("550 5.1.1 no such user")) {
            MailServer mails = mailServer(server.getLocalPort());
            MimeMessage mail = compose("nb", notice(Outcome.GODKJENT));

            assertThatThrownBy(() -> mails.send(mail)).isInstanceOf(RecipientRefused.class).hasMessageNotContaining("solvik");
        }
    }

    @Test
    void waitsAloneWhenGreylisted() throws Exception {
        try (ServerSocket server = server("450 4.2.0 <post@solvik.invalid> greylisted")) {
            MailServer mails = mailServer(server.getLocalPort());
            Notice notice = notice(Outcome.GODKJENT);
            MimeMessage mail = compose("nb", notice);

            assertThatThrownBy(() -> mails.send(mail)).isInstanceOfSatisfying(
                    SendFailedException.class, e -> receivers.away(notice.delivery(), e))
                    .hasToString("jakarta.mail.SendFailedException: the mail server answered 450 to the recipient");

            assertThat(receivers.troubles()).isEmpty();
        }
    }

    @Test
    void restsWhenTheServerIsAway() throws Exception {
        ServerSocket server = server("");
        server.close();
        Notice notice = notice(Outcome.GODKJENT);
        MimeMessage mail = compose("nb", notice);

        assertThatThrownBy(() -> mailServer(server.getLocalPort()).send(mail)).isInstanceOfSatisfying(
                MailConnectException.class, e -> receivers.away(notice.delivery(), e));

        assertThat(receivers.troubles()).containsKey("spring.mail.host");
        assertThat(receivers.isFree("spring.mail.host")).isFalse();
    }

    @Test
    void saysWhatIsDueWhenWhoseAndWhereThatStands() throws Exception {
        MimeMessage mail = mails("nb", "tilskudd@etat.invalid").remind(reminder(14, GRANT), new HashMap<>());

        assertThat(mail.getSubject()).isEqualTo("Frist 1. april 2024: tilskuddsrapport for 2023");
        assertThat(mail.getContent()).isEqualTo("""
                Dette skal leveres til Rapportmottak innen 1. april 2024, og er ikke godkjent hos oss ennå. \
                Hele den dagen er med, norsk tid.

                tilskuddsrapport for 2023
                  Virksomhet: Solvik kommune (999263550)
                  Tilskuddsordning: Rus {0} & <b>psykisk</b> helse (765-62-rus)
                  Kapittel 765 post 62
                  Fristen står i: regelverket, punkt 6

                Lever som ellers: legg filen i mappen inn hos Rapportmottak, eller der vi har avtalt å hente den. \
                En rapport som er avvist, er ikke levert. Rett den, og send den på nytt.

                Har dere levert nå nettopp, kan dere se bort fra denne meldingen. Sier kvitteringen KARANTENE, \
                har vi filen, og dere trenger ikke sende den på nytt.

                Har dere spørsmål om rapporten eller fristen, så spør her: tilskudd@etat.invalid

                Denne meldingen er sendt automatisk og kan ikke besvares.
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "nb; Fristen 1. april 2024 er ute: 2 rapporter; skulle vært levert; Gjelder: kapittel 765; spør dem som skal ha",
        "nn; Fristen 1. april 2024 er ute: 2 rapportar; skulle ha vore levert; Gjeld: kapittel 765; spør dei som skal ha",
        "en; Overdue since 1 April 2024: 2 reports; should have been delivered; Concerns: chapter 765; ask those who"
    })
    void saysInEachLanguageWhatIsOverdueInOneMail(String language, String subject, String over, String concerns, String ask)
            throws Exception {
        MimeMessage mail = mails(language, null).remind(reminder(-1, GRANT, PLAN), new HashMap<>());

        assertThat(mail.getSubject()).isEqualTo(subject);
        assertThat((String) mail.getContent()).contains(over, concerns, ask, "999263771", "(999263550)").doesNotContain("{1}", "null");
    }

    @Test
    void hasTheSameIdForTheSameReminder() throws Exception {
        String id = mails("nb", null).remind(reminder(3, GRANT), new HashMap<>()).getMessageID();

        assertThat(mails("en", "x").remind(reminder(3, GRANT), new HashMap<>()).getMessageID()).isEqualTo(id);
        assertThat(mails("nb", null).remind(reminder(14, GRANT), new HashMap<>()).getMessageID()).isNotEqualTo(id);
        assertThat(mails("nb", null).remind(reminder(3, PLAN), new HashMap<>()).getMessageID()).isNotEqualTo(id);
    }

    private static DutyReminder reminder(int days, Due... reports) {
        return new DutyReminder("solvik", LocalDate.of(2024, 4, 1), days, List.of(reports));
    }

    private MailServer mailServer(int port) {
        MailProperties settings = new MailProperties();
        settings.setHost("127.0.0.1");
        settings.setPort(port);
        return new MailServer(settings, receivers);
    }

    /** A mail server that answers each recipient so. */
    private static ServerSocket server(String toRecipient) throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            try (Socket socket = server.accept();
                    BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()))) {
                say(socket, "220 there");
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    say(socket, line.startsWith("RCPT") ? toRecipient : "250 fine");
                }
            } catch (IOException e) {
                // the test has ended
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes());
        socket.getOutputStream().flush();
    }

    private MimeMessage compose(String language, Notice... notices) throws Exception {
        return compose(language, new HashMap<>(), notices);
    }

    private MimeMessage compose(String language, Map<String, Object> headers, Notice... notices) throws Exception {
        Parcel parcel = new Parcel(notices[0].delivery(), null, null, null, List.of(), null, List.of(notices));
        return mails(language, null).compose(parcel, headers);
    }

    private Mails mails(String language, String questionsTo) throws Exception {
        Sender sender = new Sender(
                "solvik", "999263550", "Solvik", "KOMMUNE", language, List.of(), List.of(), List.of(),
                new Sender.Contact("post@solvik.invalid", null), true);
        return new Mails(
                new Senders(List.of(sender)), mailServer(25).getSession(), new InternetAddress("rapport@etat.invalid"),
                questionsTo, Clock.systemUTC());
    }

    private static Notice notice(Outcome outcome) {
        Reference reference = Reference.mint(NOW);
        Delivery delivery = new Delivery(reference.value(), reference, Delivery.Kind.EPOST, "solvik", 0);
        return new Notice(delivery, outcome, NOW, 2);
    }

    private static Properties bundle(String language) throws IOException {
        Properties words = new Properties();
        words.load(Files.newBufferedReader(Path.of("src/main/resources/delivery/mail_" + language + ".properties")));
        return words;
    }
}
