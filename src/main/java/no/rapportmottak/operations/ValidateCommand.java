package no.rapportmottak.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Examined;
import no.rapportmottak.submission.Original;
import no.rapportmottak.submission.Submission;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code validate FILE…}: the same checks as the hub's, without a server. The answer alone goes to standard
 * output. Exit status 0 when all are accepted, 1 when at least one is rejected, 2 when it could not run.
 */
@Command(name = "validate", description = "Checks documents off-line, as the hub would.", mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

    enum Format {
        TEXT,
        JSON
    }

    /** As documents write it. */
    enum Language {
        nb,
        nn,
        en
    }

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "the documents")
    private List<Path> files;

    @Option(names = "--format", defaultValue = "text", description = "text or json (${DEFAULT-VALUE})")
    private Format format;

    @Option(names = "--mottatt", description = "check deadlines as if received at this instant, 2024-03-31T10:00:00Z")
    private Instant received;

    @Option(names = "--spraak", description = "of the answer: nb, nn or en; else what each document says, else nb")
    private Language language;

    @Override
    public Integer call() throws Exception {
        PrintStream answer = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Offline offline = new Offline(language == null ? null : language.name())) {
            List<Decision> decisions = new ArrayList<>();
            for (Path file : files) {
                Examined examined = offline.check(Submission.offline(file.getFileName().toString(), received, original(file)));
                decisions.add(new Decision(examined.submission(), examined.verdict(), null, null, 0, null, null));
            }
            answer.print(format == Format.JSON ? json(offline, decisions) : text(offline, decisions));
            return decisions.stream().allMatch(decision -> decision.outcome().accepted()) ? 0 : 1;
        }
    }

    private String json(Offline offline, List<Decision> decisions) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode array = mapper.createArrayNode();
        for (int i = 0; i < decisions.size(); i++) {
            array.add(offline.receipts().offline(decisions.get(i), files.get(i).toString()));
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(array) + "\n";
    }

    private String text(Offline offline, List<Decision> decisions) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < decisions.size(); i++) {
            String file = files.get(i).toString();
            texts.add(language == null ? offline.receipts().text(decisions.get(i), file)
                    : offline.receipts().text(decisions.get(i), file, language.name()));
        }
        return String.join("\n", texts);
    }

    private static Original original(Path file) throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            long size = in.transferTo(OutputStream.nullOutputStream());
            return new Original(file, HexFormat.of().formatHex(digest.digest()), size);
        }
    }
}
