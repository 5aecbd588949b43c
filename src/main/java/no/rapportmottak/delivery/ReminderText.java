package no.rapportmottak.delivery;

import java.util.ArrayList;
import java.util.List;
import no.rapportmottak.ledger.DutyReminder;
import no.rapportmottak.ledger.DutyReminder.Due;
import no.rapportmottak.ledger.KeyReminder;
import no.rapportmottak.ledger.Reminder;
import no.rapportmottak.registry.Sender;
import org.springframework.util.StringUtils;

/** What a reminder says; plain text, in which nothing has to be escaped. */
record ReminderText(String subject, String text) {

    /** @param questionsTo whom those who owe a report may ask, or null */
    static ReminderText of(Reminder reminder, Sender sender, MailWords words, String questionsTo) {
        return reminder instanceof KeyReminder key ? of(key, sender, words) : of((DutyReminder) reminder, words, questionsTo);
    }

    /** The key is named by its fingerprint alone. */
    private static ReminderText of(KeyReminder key, Sender sender, MailWords words) {
        boolean last = sender.lastKeyEnds().filter(end -> !end.isAfter(key.ends())).isPresent();
        String end = words.time(key.ends());
        return of(words.say("key.subject", end), words, List.of(
                words.say("key.ends", key.fingerprint(), end), words.say(last ? "key.last" : "key.others"), words.say("key.do")));
    }

    private static ReminderText of(DutyReminder duty, MailWords words, String questionsTo) {
        String when = duty.days() < 0 ? "over" : "due";
        String deadline = words.day(duty.deadline());
        Due first = duty.reports().get(0);
        String subject = duty.reports().size() == 1
                ? words.say(when + ".subject.one", deadline, first.type(), year(first))
                : words.say(when + ".subject.many", deadline, duty.reports().size());
        List<String> paragraphs = new ArrayList<>(List.of(words.say(when, deadline)));
        duty.reports().forEach(report -> paragraphs.add(about(report, words)));
        paragraphs.addAll(List.of(words.say("due.do"), words.say("due.ignore"),
                StringUtils.hasText(questionsTo) ? words.say("due.ask.whom", questionsTo) : words.say("due.ask")));
        return of(subject, words, paragraphs);
    }

    private static String about(Due report, MailWords words) {
        List<String> lines = new ArrayList<>(List.of(words.say("due.report", report.type(), year(report))));
        lines.add(words.say("due.organisation", report.name().isEmpty()
                ? report.organisation()
                : report.name() + " (" + report.organisation() + ")"));
        if (!report.scheme().isEmpty()) {
            lines.add(words.say("due.scheme", report.scheme()));
        }
        if (!report.chapter().isEmpty()) {
            lines.add(words.say("due.post", report.chapter(), report.post()));
        }
        if (!report.concerns().isEmpty()) {
            lines.add(words.say("due.concerns", words.fact(report.concerns())));
        }
        if (!report.source().isEmpty()) {
            lines.add(words.say("due.source", report.source()));
        }
        return String.join("\n  ", lines);
    }

    /** As it is written, without blanks between its digits. */
    private static String year(Due report) {
        return String.valueOf(report.year());
    }

    private static ReminderText of(String subject, MailWords words, List<String> paragraphs) {
        return new ReminderText(subject, String.join("\n\n", paragraphs) + "\n\n" + words.say("automatic") + "\n");
    }
}
