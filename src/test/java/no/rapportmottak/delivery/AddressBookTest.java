package no.rapportmottak.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.rapportmottak.ledger.Destinations.Mail;
import no.rapportmottak.registry.Endpoints;
import no.rapportmottak.registry.Routing;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Sender.Contact;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Original;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Reference;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AddressBookTest {

    private static final Instant DECIDED = Instant.parse("2023-03-25T17:20:00Z");

    private final Submission submission = new Submission(
            Reference.mint(DECIDED), "solvik", Channel.SFTP, "a.xml", DECIDED, new Original(Path.of("a"), "0", 1), null);

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void tellsOfRejectionsAtOnce(Contact.Mail choice) {
        Optional<Mail> mail = book(choice, true).mail(submission, verdict(Outcome.AVVIST), DECIDED);

        assertThat(mail).contains(new Mail(DECIDED, submission.reference().value()));
    }

    @Test
    void tellsOfTheRestWhenTheSenderWantsIt() {
        Verdict accepted = verdict(Outcome.GODKJENT);

        assertThat(book(Contact.Mail.EACH, true).mail(submission, accepted, DECIDED)).map(Mail::due).contains(DECIDED);
        assertThat(book(Contact.Mail.HOURLY, true).mail(submission, accepted, DECIDED))
                .contains(new Mail(Instant.parse("2023-03-25T18:00:00Z"), "solvik 2023-03-25T18:00:00Z"));
        // the clocks go forward that night
        assertThat(book(Contact.Mail.DAILY, true).mail(submission, accepted, DECIDED))
                .contains(new Mail(Instant.parse("2023-03-26T05:00:00Z"), "solvik 2023-03-26T05:00:00Z"));
        assertThat(book(Contact.Mail.REJECTIONS, true).mail(submission, accepted, DECIDED)).isEmpty();
        assertThat(book(Contact.Mail.NONE, true).mail(submission, verdict(Outcome.AVVIST), DECIDED)).isEmpty();
    }

    @Test
    void sendsDailyUnlessTheSenderHasChosen() {
        assertThat(new Contact("post@solvik.invalid", null).mail()).isEqualTo(Contact.Mail.DAILY);
    }

    @Test
    void sendsNoMailWithoutAServerOrAnAddress() {
        assertThat(book(Contact.Mail.EACH, false).mail(submission, verdict(Outcome.AVVIST), DECIDED)).isEmpty();
        assertThat(book(new Contact(null, Contact.Mail.EACH), true).mail(submission, verdict(Outcome.AVVIST), DECIDED)).isEmpty();
        assertThat(book((Contact) null, true).mail(submission, verdict(Outcome.AVVIST), DECIDED)).isEmpty();
    }

    private static AddressBook book(Contact.Mail choice, boolean mails) {
        return book(new Contact("post@solvik.invalid", choice), mails);
    }

    private static AddressBook book(Contact contact, boolean mails) {
        Sender sender = new Sender("solvik", "999263550", "Solvik", "KOMMUNE", "nb", List.of(), List.of(), List.of(), contact, true);
        Endpoints none = Endpoints.read(Path.of("config/endpoints.yaml"), name -> null);
        return new AddressBook(new Routing(Map.of()), none, new Senders(List.of(sender)), mails, LocalTime.of(7, 0));
    }

    private static Verdict verdict(Outcome outcome) {
        return Verdict.unreadable(outcome, List.of());
    }
}
