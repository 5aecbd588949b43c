package no.rapportmottak.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages files, the same way whenever the seed is the same. */
public final class Damage {

    private static final List<String> SPLINTERS = List.of(
            "<", ">", "&", "\"", "{", "}", "[", "]", ",", ":", "\\", "\\u", "\\ud83d", "]]>", "<![CDATA[", "<!--", "-->", "<?a?>",
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]>", "&b;", "&#0;", "&#x202e;", "\u0000", "\u001b[2J", "\u202e",
            "\uFEFF", "null", "NaN", "-", "1e9999", "99999999999999999999", "true", "{}", "[]", "\"\":", "xmlns=\"\"",
            " xsi:nil=\"true\"", "<a xmlns=\"urn:x\"/>", "${jndi:ldap://127.0.0.1:1/a}", "#{7*7}", "\r\n", "\u00a0", "\u2028",
            "\uD83D\uDE00", "e\u0301", "/*", "//", "#", "'", "\"skjema\": \"disposisjonsplan/v1\",", "</tilskuddsrapport>");
    private static final List<String> SPLINTERS_OF_NAMES = List.of(
            "..", "\\", "\n", "\r", "\t", "\u0007", "${a}", "#{a}", "%00", "%2f", "con", "nul.", "<b>", "'", "\"", "`", ";", "|",
            "å", "a\u030a", "\u202e", "\u200b", " ", "~", "*", "?", ":", "-", "=", "\uD83D\uDE00", "Camel");

    private final Random random;

    public Damage(long seed) {
        this.random = new Random(seed);
    }

    /** One to four damages of one file. */
    public byte[] of(byte[] whole) {
        byte[] file = whole;
        for (int i = random.nextInt(4); i >= 0; i--) {
            file = once(file);
        }
        return file;
    }

    private byte[] once(byte[] file) {
        int from = random.nextInt(file.length + 1);
        int to = Math.min(file.length, from + random.nextInt(60));
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(file, from);
            case 1 -> joined(file, from, new byte[0], to);
            case 2 -> joined(file, from, Arrays.copyOfRange(file, from, to), from);
            case 3 -> joined(file, from, new byte[] {(byte) random.nextInt(256)}, Math.min(file.length, from + 1));
            case 4 -> joined(file, from, String.valueOf((char) random.nextInt(0xD800)).repeat(random.nextInt(300)).getBytes(UTF_8), from);
            case 5 -> joined(file, from, Arrays.copyOfRange(file, 0, random.nextInt(file.length + 1)), to);
            default -> joined(file, from, one(SPLINTERS).getBytes(UTF_8), random.nextBoolean() ? from : to);
        };
    }

    /** A name of a file that a folder can hold and a receipt can begin with. */
    public String name() {
        StringBuilder name = new StringBuilder("f" + random.nextInt(1_000_000));
        for (int i = random.nextInt(4); i >= 0; i--) {
            name.append(one(SPLINTERS_OF_NAMES));
        }
        return name + (random.nextBoolean() ? ".xml" : ".json");
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static byte[] joined(byte[] file, int from, byte[] between, int to) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(file, 0, from);
        all.writeBytes(between);
        all.write(file, to, file.length - to);
        return all.toByteArray();
    }
}
