package no.rapportmottak.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import no.rapportmottak.ledger.Notice;
import no.rapportmottak.ledger.Parcel;
import no.rapportmottak.ledger.RecipientRefused;
import no.rapportmottak.ledger.Reminder;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import org.apache.camel.Headers;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * The mail that tells a sender of one decision, or of those of an hour or a day, or that a key ends or a report is due. Of
 * a decision it says where the receipt is and nothing that stands in it. The same items make a mail with the same
 * Message-ID, so a repetition after a crash can be recognised.
 */
public class Mails {

    private final Senders senders;
    private final Session session;
    private final InternetAddress from;
    private final String questionsTo;
    private final Clock clock;
    private final SpringTemplateEngine engine = engine();

    /** @param questionsTo whom reminders of reports name for questions, or null */
    Mails(Senders senders, Session session, InternetAddress from, String questionsTo, Clock clock) {
        this.senders = senders;
        this.session = session;
        this.from = from;
        this.questionsTo = questionsTo;
        this.clock = clock;
    }

    /** A finished message: no header of the route has a part in it, and none is left. */
    public MimeMessage compose(Parcel parcel, @Headers Map<String, Object> headers) throws MessagingException {
        headers.clear();
        Sender sender = addressed(parcel.delivery().destination());
        MailWords words = new MailWords(sender.language());
        List<Notice> notices = parcel.notices();
        String ids = notices.stream().map(notice -> notice.delivery().id()).collect(Collectors.joining(" "));
        MimeMessage mail = message(sender, subject(notices, words), ids);
        mail.setContent(alternatives(text(notices, words), html(notices, words)));
        return mail;
    }

    /** That a key ends, or that reports are due. */
    public MimeMessage remind(Reminder reminder, @Headers Map<String, Object> headers) throws MessagingException {
        headers.clear();
        Sender sender = addressed(reminder.sender());
        ReminderText text = ReminderText.of(reminder, sender, new MailWords(sender.language()), questionsTo);
        String ids = String.join(" ", reminder.subjects()) + " " + reminder.ends() + " " + reminder.days();
        MimeMessage mail = message(sender, text.subject(), sender.id() + " " + ids);
        mail.setText(text.text(), UTF_8.name());
        return mail;
    }

    private Sender addressed(String id) {
        return senders.find(id)
                .filter(known -> known.contact() != null && known.contact().email() != null)
                .orElseThrow(() -> new RecipientRefused("the sender has no address in senders.yaml any more"));
    }

    /** @param ids of what it tells: the same make the same Message-ID */
    private MimeMessage message(Sender sender, String subject, String ids) throws MessagingException {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(from);
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(sender.contact().email(), true));
        mail.setSubject(subject, UTF_8.name());
        mail.setSentDate(Date.from(clock.instant()));
        mail.setHeader("Message-ID", messageId(ids));
        mail.setHeader("Auto-Submitted", "auto-generated");
        return mail;
    }

    private static String subject(List<Notice> notices, MailWords words) {
        Notice first = notices.get(0);
        return notices.size() == 1
                ? words.say("subject.one", headline(first, words), first.delivery().reference())
                : words.say("subject.many", notices.size());
    }

    private static String headline(Notice notice, MailWords words) {
        return words.say("outcome." + notice.outcome());
    }

    private String messageId(String ids) {
        String domain = from.getAddress().substring(from.getAddress().indexOf('@') + 1);
        return "<" + UUID.nameUUIDFromBytes(ids.getBytes(UTF_8)) + "@" + domain + ">";
    }

    private static String text(List<Notice> notices, MailWords words) {
        String items = notices.stream()
                .map(notice -> words.say("text.item", headline(notice, words), notice.delivery().reference(),
                        words.time(notice.received()), notice.findings()))
                .collect(Collectors.joining("\n"));
        return String.join("\n\n", items, words.say("where"), words.say("automatic")) + "\n";
    }

    private String html(List<Notice> notices, MailWords words) {
        Map<String, Object> values =
                Map.of("notices", notices, "words", words, "subject", subject(notices, words));
        return engine.process("mail", new Context(words.locale(), values));
    }

    private static MimeMultipart alternatives(String text, String html) throws MessagingException {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, UTF_8.name());
        MimeBodyPart page = new MimeBodyPart();
        page.setText(html, UTF_8.name(), "html");
        return new MimeMultipart("alternative", plain, page);
    }

    private static SpringTemplateEngine engine() {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver(Mails.class.getClassLoader());
        templates.setPrefix("delivery/");
        templates.setSuffix(".html");
        templates.setCharacterEncoding(UTF_8.name());
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(templates);
        return engine;
    }
}
