package no.rapportmottak.validation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How amounts, dates and shares are written in each language. A rule's values are made before the language is
 * known, so its functions mark them, between control characters, which no document can hold.
 */
final class Notation {

    private static final char MARK = '\u0001';
    private static final Pattern MARKED = Pattern.compile(MARK + "(kr|oere|dato|prosent):([^" + MARK + "]*)" + MARK);
    private static final DateTimeFormatter NORWEGIAN = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private Notation() {}

    static String kroner(long amount) {
        return MARK + "kr:" + amount + MARK;
    }

    static String oere(long amount) {
        return MARK + "oere:" + amount + MARK;
    }

    static String date(String iso) {
        return MARK + "dato:" + iso + MARK;
    }

    /** @param hundredths of a per cent */
    static String share(long hundredths) {
        return MARK + "prosent:" + hundredths + MARK;
    }

    /** The text as a person reads it. */
    static String write(String text, String language) {
        return text.indexOf(MARK) < 0 ? text
                : MARKED.matcher(text).replaceAll(marked -> Matcher.quoteReplacement(written(marked, language.equals("en"))));
    }

    private static String written(MatchResult marked, boolean english) {
        String value = marked.group(2);
        return switch (marked.group(1)) {
            case "kr" -> kroner(value, "", english);
            case "oere" -> oere(value, english);
            case "dato" -> LocalDate.parse(value).format(english ? ENGLISH : NORWEGIAN);
            default -> share(value, english);
        };
    }

    private static String kroner(String whole, String decimals, boolean english) {
        return english ? "NOK\u00a0" + grouped(whole, ",") + decimals : grouped(whole, "\u00a0") + decimals + "\u00a0kr";
    }

    private static String oere(String amount, boolean english) {
        String[] parts = new BigDecimal(amount).movePointLeft(2).setScale(2).toPlainString().split("\\.");
        return kroner(parts[0], (english ? "." : ",") + parts[1], english);
    }

    private static String grouped(String amount, String separator) {
        return amount.replace('-', '−').replaceAll("(?<=\\d)(?=(\\d{3})+$)", separator);
    }

    private static String share(String hundredths, boolean english) {
        String percent = new BigDecimal(hundredths).movePointLeft(2).stripTrailingZeros().toPlainString().replace('-', '−');
        return english ? percent + "%" : percent.replace('.', ',') + "\u00a0%";
    }
}
