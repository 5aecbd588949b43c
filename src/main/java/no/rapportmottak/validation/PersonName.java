package no.rapportmottak.validation;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells a person from a unit or an organisation, in fields that want one of the latter. */
final class PersonName {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

    /** What an official is called, at the end of a word: {@code seniorrådgiver}, {@code ekspedisjonssjef}. */
    private static final Pattern TITLE = Pattern.compile(
            "(rådgiver|rådgjevar|direktør|sjef|leder|leiar|overlege|konsulent|jurist|saksbehandler|saksbehandlar)\\b", FLAGS);

    private static final Pattern MAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");

    /** Two to four words with a capital first, of which those in between may be initials. */
    private static final Pattern NAME = Pattern.compile(
            "\\p{Lu}[\\p{L}'’]+(-\\p{Lu}\\p{L}+)?( (\\p{Lu}\\.|\\p{Lu}[\\p{L}'’]+(-\\p{Lu}\\p{L}+)?)){0,2} \\p{Lu}\\p{Ll}[\\p{L}'’-]*");

    /** Parts of words that no personal name has but that names of units and organisations do. */
    private static final Pattern ORGANISATION = Pattern.compile(
            "direktorat|departement|avdeling|seksjon|enhet|eining|divisjon|gruppe|senter|institutt|universitet|høgskole|høyskole"
                    + "|sykehus|sjukehus|helse|kommune|forening|forbund|stiftelse|tilsyn|etaten|verket|rådet|barna|hjemmet", FLAGS);

    private static final Set<String> WORDS = Set.of(
            "norsk", "norske", "norges", "noregs", "nasjonal", "nasjonalt", "statens", "den", "det", "kors", "team", "stab",
            "hf", "rhf", "sf", "as", "nav", "ks");

    private PersonName() {}

    /** Whether a text names a person: by a title, an address or a name, alone or among others. */
    static boolean in(String text) {
        return TITLE.matcher(text).find() || MAIL.matcher(text).find()
                || Stream.of(text.split("[,;:/()]| og | ved ")).map(String::strip).anyMatch(PersonName::isName);
    }

    private static boolean isName(String part) {
        return NAME.matcher(part).matches() && !ORGANISATION.matcher(part).find()
                && Stream.of(part.toLowerCase(Locale.ROOT).split(" ")).noneMatch(WORDS::contains);
    }
}
