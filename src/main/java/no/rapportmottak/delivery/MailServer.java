package no.rapportmottak.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import no.rapportmottak.ledger.RecipientRefused;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.springframework.boot.autoconfigure.mail.MailProperties;

/**
 * The mail server of {@code spring.mail.*}. Its settings are fixed at the start: nothing that passes a route can
 * change where mail goes. An address that it refuses for good is a dead letter; everything else is tried again.
 */
final class MailServer extends DefaultJavaMailSender {

    private static final int PERMANENT = 500;

    private final Receivers receivers;

    MailServer(MailProperties settings, Receivers receivers) {
        this.receivers = receivers;
        setHost(settings.getHost());
        setPort(settings.getPort() == null ? -1 : settings.getPort());
        setProtocol(settings.getProtocol());
        setUsername(settings.getUsername());
        setPassword(settings.getPassword());
        setJavaMailProperties(properties(settings));
    }

    private static Properties properties(MailProperties settings) {
        Properties properties = new Properties();
        String prefix = "mail." + settings.getProtocol() + ".";
        properties.put(prefix + "connectiontimeout", "5000");
        properties.put(prefix + "timeout", "10000");
        properties.put(prefix + "writetimeout", "10000");
        properties.putAll(settings.getProperties());
        return properties;
    }

    @Override
    public void send(MimeMessage message) throws MessagingException {
        if (getHost() == null) {
            throw new MessagingException("spring.mail.host is not set");
        }
        try {
            super.send(message);
            receivers.answered(Receivers.MAIL);
        } catch (SendFailedException e) {
            receivers.answered(Receivers.MAIL);
            throw withoutAddress(e);
        }
    }

    /** The same in words of ours: the server's are about somebody's address, and a cause is logged and kept. */
    private static SendFailedException withoutAddress(SendFailedException refusal) {
        String code = "";
        for (Exception e = refusal; e instanceof MessagingException next; e = next.getNextException()) {
            if (e instanceof SMTPAddressFailedException address) {
                code = " " + address.getReturnCode() + " to the recipient";
                if (address.getReturnCode() >= PERMANENT) {
                    throw new RecipientRefused("the mail server answered" + code);
                }
            } else if (e instanceof SMTPSendFailedException message) {
                code = " " + message.getReturnCode();
            }
        }
        return new SendFailedException("the mail server answered" + code);
    }
}
