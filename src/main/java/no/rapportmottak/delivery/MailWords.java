package no.rapportmottak.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The words of mails in one language; a text that is missing is an error of ours. */
final class MailWords {

    static final List<String> LANGUAGES = List.of("nb", "nn", "en");

    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final ResourceBundleMessageSource TEXTS = texts();

    private final Locale locale;

    MailWords(String language) {
        this.locale = Locale.forLanguageTag(LANGUAGES.contains(language) ? language : "nb");
    }

    Locale locale() {
        return locale;
    }

    public String language() {
        return locale.getLanguage();
    }

    public String say(String key, Object... arguments) {
        return TEXTS.getMessage(key, arguments, locale);
    }

    /** What a report concerns, {@code kapittel=765}; a fact that has no word here keeps its name. */
    String fact(String concern) {
        String name = concern.substring(0, concern.indexOf('='));
        return TEXTS.getMessage("fact." + name, null, name, locale) + " " + concern.substring(name.length() + 1);
    }

    public String time(Instant instant) {
        return DateTimeFormatter.ofPattern(say("time"), locale).format(instant.atZone(OSLO));
    }

    public String day(LocalDate day) {
        return DateTimeFormatter.ofPattern(say("day"), locale).format(day);
    }

    private static ResourceBundleMessageSource texts() {
        ResourceBundleMessageSource source = new ResourceBundleMessageSource();
        source.setBasename("delivery.mail");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return source;
    }
}
