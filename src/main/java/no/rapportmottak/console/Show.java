package no.rapportmottak.console;

import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import org.springframework.context.MessageSource;

/** How pages write what is no text: times as a clock on a wall in Norway shows them, ages, numbers, names. */
public final class Show {

    static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(OSLO);

    private final MessageSource texts;
    private final Senders senders;
    private final Clock clock;
    private final Locale locale;

    Show(MessageSource texts, Senders senders, Clock clock, Locale locale) {
        this.texts = texts;
        this.senders = senders;
        this.clock = clock;
        this.locale = locale;
    }

    public String time(Instant instant) {
        return instant == null ? "–" : TIME.format(instant);
    }

    /** How long ago, in its largest unit. */
    public String age(Instant since) {
        return since == null ? "–" : lasting(Duration.between(since, clock.instant()));
    }

    public String lasting(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 1) {
            return text("duration.ms", Math.max(0, duration.toMillis()));
        }
        if (seconds < 120) {
            return text("duration.s", seconds);
        }
        if (seconds < 7200) {
            return text("duration.min", seconds / 60);
        }
        return seconds < 172_800 ? text("duration.h", seconds / 3600) : text("duration.d", seconds / 86_400);
    }

    public String number(Number number) {
        return number == null ? "–" : NumberFormat.getInstance(locale).format(number);
    }

    /** What there is of a text, else a dash. */
    public String text(String text) {
        return text == null || text.isBlank() ? "–" : text;
    }

    /** The name of a sender, or its id when nobody is configured by that id. */
    public String sender(String id) {
        return senders.find(id).map(Sender::name).orElse(id);
    }

    private String text(String key, Object argument) {
        return texts.getMessage(key, new Object[] {argument}, locale);
    }
}
