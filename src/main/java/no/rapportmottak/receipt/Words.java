package no.rapportmottak.receipt;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import rapportmottak.kvittering.v1.Kvittering;

/**
 * The receipts' own words in one language. A text that is missing is an error of ours, never a text of
 * another language.
 */
final class Words {

    static final List<String> LANGUAGES = List.of("nb", "nn", "en");
    static final MessageSource TEXTS = texts();

    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

    private final Locale locale;

    private Words(Locale locale) {
        this.locale = locale;
    }

    /** The words of nb, nn or en; of nb for whatever else is asked for, null too. */
    static Words in(String language) {
        return new Words(Locale.forLanguageTag(language != null && LANGUAGES.contains(language) ? language : "nb"));
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

    /** The outcome in one sentence, which says so if it was only a trial. */
    public String headline(Kvittering form) {
        if (form.getTrekker() != null) {
            return say("withdrawn.headline");
        }
        String outcome = say("outcome." + form.getUtfall());
        return Boolean.TRUE.equals(form.isProevekjoering()) ? say("trial.headline", outcome) : outcome;
    }

    /** An instant as a clock on a wall in Norway shows it, with the zone named. */
    public String time(String instant) {
        return DateTimeFormatter.ofPattern(say("time"), locale).format(Instant.parse(instant).atZone(OSLO));
    }

    /** A day, from its ISO date. */
    public String date(String iso) {
        return DateTimeFormatter.ofPattern(say("date"), locale).format(LocalDate.parse(iso));
    }

    /** A JSON Pointer as a person reads a way in: {@code /linjer/0/tekst} is linjer › no. 1 › tekst. */
    public String way(String pointer) {
        return Arrays.stream(pointer.split("/")).skip(1).map(this::step).collect(Collectors.joining(" › "));
    }

    /** Whole kroner, in groups of three. */
    public String amount(long kroner) {
        return NumberFormat.getIntegerInstance(locale).format(kroner);
    }

    /** @param hundredths of a per cent */
    public String share(long hundredths) {
        NumberFormat percent = NumberFormat.getNumberInstance(locale);
        percent.setMaximumFractionDigits(2);
        return percent.format(BigDecimal.valueOf(hundredths, 2));
    }

    private String step(String token) {
        return token.matches("[0-9]{1,9}")
                ? say("number", Integer.parseInt(token) + 1)
                : token.replace("~1", "/").replace("~0", "~");
    }

    private static MessageSource texts() {
        ResourceBundleMessageSource source = new ResourceBundleMessageSource();
        source.setBasename("receipt.texts");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return source;
    }
}
