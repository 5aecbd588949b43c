package no.rapportmottak.delivery;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import no.rapportmottak.ledger.Destinations;
import no.rapportmottak.registry.Endpoints;
import no.rapportmottak.registry.Partner;
import no.rapportmottak.registry.Routing;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.submission.Submission;
import no.rapportmottak.submission.Verdict;

/** Who is told of a decision, by what {@code config/} says at that moment. */
final class AddressBook implements Destinations {

    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

    private final Routing routing;
    private final Endpoints endpoints;
    private final Senders senders;
    private final boolean mails;
    private final LocalTime dailyDigest;

    /** @param mails whether there is a mail server at all */
    AddressBook(Routing routing, Endpoints endpoints, Senders senders, boolean mails, LocalTime dailyDigest) {
        this.routing = routing;
        this.endpoints = endpoints;
        this.senders = senders;
        this.mails = mails;
        this.dailyDigest = dailyDigest;
    }

    @Override
    public List<String> queues(Verdict verdict) {
        return routing.queues(verdict.reportType()).stream().map(Routing.Queue::name).toList();
    }

    @Override
    public List<String> webhooks(Verdict verdict) {
        return endpoints.webhooksFor(verdict.reportType(), verdict.outcome());
    }

    @Override
    public Optional<String> partner(Submission submission) {
        return submission.channel() == Channel.PARTNER
                ? endpoints.partnerOf(submission.sender()).map(Partner::id)
                : Optional.empty();
    }

    @Override
    public Optional<Mail> mail(Submission submission, Verdict verdict, Instant decided) {
        if (!mails) {
            return Optional.empty();
        }
        return senders.find(submission.sender())
                .map(Sender::contact)
                .filter(contact -> contact.email() != null)
                .flatMap(contact -> mail(contact.mail(), submission, verdict.outcome(), decided));
    }

    private Optional<Mail> mail(Sender.Contact.Mail choice, Submission submission, Outcome outcome, Instant decided) {
        boolean rejected = outcome == Outcome.AVVIST;
        return switch (choice) {
            case NONE -> Optional.empty();
            case EACH -> Optional.of(alone(submission, decided));
            case REJECTIONS -> rejected ? Optional.of(alone(submission, decided)) : Optional.empty();
            case HOURLY -> Optional.of(rejected ? alone(submission, decided) : digest(submission, nextHour(decided)));
            case DAILY -> Optional.of(rejected ? alone(submission, decided) : digest(submission, nextDay(decided)));
        };
    }

    private static Mail alone(Submission submission, Instant decided) {
        return new Mail(decided, submission.reference().value());
    }

    private static Mail digest(Submission submission, Instant due) {
        return new Mail(due, submission.sender() + " " + due);
    }

    private static Instant nextHour(Instant now) {
        return now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    }

    private Instant nextDay(Instant now) {
        ZonedDateTime today = now.atZone(OSLO).with(dailyDigest);
        return (today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant();
    }
}
