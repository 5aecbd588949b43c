package no.rapportmottak.registry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.convert.DurationStyle;

/** One of {@code partners:} as it stands in {@code endpoints.yaml}; everything is checked here, once. */
record PartnerEntry(
        String id,
        String host,
        Integer port,
        String user,
        List<String> hostKeys,
        String privateKey,
        String sender,
        String inn,
        String kvittering,
        String done,
        String marker,
        String poll,
        String settle,
        String connectTimeout,
        String answerTimeout,
        String keepAlive,
        Integer keepAliveCount,
        boolean allowPrivate) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}");
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,49}");
    /** What is a pattern to the client would name other folders too; what means something in a URI is not worth its trouble. */
    private static final String STEP = "[^/*?\\\\#%&+{}$\\p{Cntrl}]+";
    private static final Pattern FOLDER = Pattern.compile(STEP + "(/" + STEP + ")*/?");
    private static final Pattern MARKER = Pattern.compile("[^/*?\\\\\\p{Cntrl}]{1,32}");
    private static final Pattern KEY_TYPE = Pattern.compile("ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)");

    /** Says of a mistake which key it is under and what was expected. */
    private record Place(Path file, String entry) {

        void require(boolean holds, String key, String expected) {
            if (!holds) {
                throw new ConfigurationMistake(file.toString(), "key " + entry + "." + key, expected);
            }
        }
    }

    /**
     * @param number its place in the list
     * @param home   that the file of the private key is named from
     * @throws ConfigurationMistake with file, key and what was expected
     */
    static Partner read(Path file, int number, PartnerEntry entry, Path home) {
        Place unnamed = new Place(file, "partners." + number);
        unnamed.require(entry != null && matches(ID, entry.id()), "id", "expected a-z, 0-9 and - only, 50 characters at most");
        return entry.partner(new Place(file, unnamed.entry() + " (" + entry.id() + ")"), home);
    }

    private Partner partner(Place at, Path home) {
        at.require(matches(HOST, host), "host", "expected the name or the address of a server");
        int ours = port == null ? 22 : port;
        at.require(ours > 0 && ours < 65536, "port", "expected 1 to 65535");
        at.require(matches(USER, user), "user", "expected the name that we sign in with there");
        at.require(sender != null && !sender.isBlank(), "sender", "expected the id of a sender in config/senders.yaml");
        at.require(hostKeys != null && !hostKeys.isEmpty(), "host-keys",
                "expected at least one line as ssh-keyscan prints it, compared with what the partner told you");
        return new Partner(
                id, host, ours, user, hostKeys.stream().map(line -> hostKey(at, line)).toList(), keyFile(at, home), sender,
                folder(at, "inn", inn), folder(at, "kvittering", kvittering), done == null ? null : doneFolder(at),
                marker(at), time(at, "poll", poll, "30s"), time(at, "settle", settle, "10s"),
                time(at, "connect-timeout", connectTimeout, "10s"), time(at, "answer-timeout", answerTimeout, "1m"),
                time(at, "keep-alive", keepAlive, "15s"), keepAlives(at), allowPrivate);
    }

    private String folder(Place at, String key, String folder) {
        boolean good = matches(FOLDER, folder) && !Arrays.asList(folder.split("/")).contains("..");
        at.require(good, key, "expected a folder on the partner's server, from where we are signed in: without a leading /, without .. and none of * ? \\ # % & + { } $");
        return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    }

    private String doneFolder(Place at) {
        String folder = folder(at, "done", done);
        at.require(!folder.equals(folder(at, "inn", inn)), "done", "expected another folder than inn");
        return folder;
    }

    private String marker(Place at) {
        at.require(marker == null || matches(MARKER, marker), "marker", "expected what markers' names end with, such as .ok");
        return marker;
    }

    private int keepAlives(Place at) {
        int count = keepAliveCount == null ? 3 : keepAliveCount;
        at.require(count > 0, "keep-alive-count", "expected 1 or more");
        return count;
    }

    private static Duration time(Place at, String key, String text, String otherwise) {
        String expected = "expected a time such as 500ms, 30s or 5m, of 1 h at most";
        try {
            Duration time = DurationStyle.SIMPLE.parse(text == null ? otherwise : text);
            at.require(time.toMillis() > 0 && time.compareTo(Duration.ofHours(1)) <= 0, key, expected);
            return time;
        } catch (IllegalArgumentException e) {
            at.require(false, key, expected);
            throw e;
        }
    }

    private Path keyFile(Place at, Path home) {
        Path file = home.resolve(privateKey == null ? "" : privateKey);
        at.require(Files.isRegularFile(file) && Files.isReadable(file), "private-key",
                "expected the file of our private key, from rapportmottak.home on; there is none that we can read at " + file);
        return file.toAbsolutePath();
    }

    /** Takes the key out of a line of known_hosts, of ssh-keyscan or of the server's .pub file. */
    private static String hostKey(Place at, String line) {
        String[] words = line == null ? new String[0] : line.strip().split("\\s+");
        Optional<String> key = Optional.empty();
        for (int i = 0; i + 1 < words.length && key.isEmpty(); i++) {
            boolean whole = matches(KEY_TYPE, words[i]) && isKey(words[i], words[i + 1]);
            key = whole ? Optional.of(words[i] + " " + words[i + 1]) : key;
        }
        at.require(key.isPresent(), "host-keys",
                "expected ssh-ed25519, ecdsa-sha2-nistp… or ssh-rsa and the whole key, as ssh-keyscan prints it");
        return key.get();
    }

    /** A key names its own type. */
    private static boolean isKey(String type, String base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            return key.length > Integer.BYTES + type.length() && ByteBuffer.wrap(key).getInt() == type.length()
                    && new String(key, Integer.BYTES, type.length(), StandardCharsets.US_ASCII).equals(type);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean matches(Pattern pattern, String text) {
        return text != null && pattern.matcher(text).matches();
    }
}
