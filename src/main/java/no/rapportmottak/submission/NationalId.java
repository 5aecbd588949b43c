package no.rapportmottak.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * National identity numbers (fødselsnummer) and their like in text, and the same text without them. Eleven digits,
 * alone or divided as people divide them, are one when they begin with a date and both check digits are right by
 * modulus 11 (Skatteetaten). A D-number has 40 added to the day; 40 added to the month make a hospital's H-number or
 * a synthetic person of NAV's, 80 a synthetic person of Skatteetaten's, which are reported so that a sender can try
 * it. FH-numbers begin with no date: with them two bank accounts in a hundred would be taken for persons, so they are
 * not looked for. A bank account's last digit is computed alike, so one account number in some hundred is taken for
 * one; four and two digits divided by full stops never are.
 */
public final class NationalId {

    private static final Pattern DIGITS = Pattern.compile(
            "(?<![0-9])([0-9]{2})([. /-]?)([0-9]{2})\\2([0-9]{2})[ \\u00a0\\u2013-]?([0-9]{3})[ \\u00a0]?([0-9]{2})(?![0-9])");
    /** Checksums and references of ours hold runs of digits too, and are nobody's. */
    private static final Pattern OURS = Pattern.compile("[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    private static final int ADDED = 40;
    private static final int[] FIRST = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
    private static final int[] SECOND = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};

    private NationalId() {}

    /** Those in a text, each as {@code 010190*****}. */
    public static List<String> masked(String text) {
        List<String> found = new ArrayList<>();
        if (!OURS.matcher(text).matches()) {
            for (Matcher digits = DIGITS.matcher(text); digits.find(); ) {
                if (isOne(digits)) {
                    found.add(mask(digits));
                }
            }
        }
        return found;
    }

    /** The text with the last five digits of each hidden. */
    public static String mask(String text) {
        return masked(text).isEmpty() ? text
                : DIGITS.matcher(text).replaceAll(digits -> isOne(digits) ? mask(digits) : digits.group());
    }

    private static String mask(MatchResult digits) {
        return digits.group(1) + digits.group(3) + digits.group(4) + "*****";
    }

    private static boolean isOne(MatchResult digits) {
        String number = digits.group(1) + digits.group(3) + digits.group(4) + digits.group(5) + digits.group(6);
        return startsWithDate(number) && sum(number, FIRST) % 11 == 0 && sum(number, SECOND) % 11 == 0;
    }

    private static boolean startsWithDate(String number) {
        int day = Integer.parseInt(number.substring(0, 2));
        int month = Integer.parseInt(number.substring(2, 4));
        int dayOfPerson = day > ADDED ? day - ADDED : day;
        int monthOfPerson = month % ADDED;
        return monthOfPerson >= 1 && monthOfPerson <= DAYS.length
                && dayOfPerson >= 1 && dayOfPerson <= DAYS[monthOfPerson - 1];
    }

    private static int sum(String number, int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (number.charAt(i) - '0');
        }
        return sum;
    }
}
