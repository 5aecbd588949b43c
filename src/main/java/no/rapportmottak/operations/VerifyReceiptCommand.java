package no.rapportmottak.operations;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import no.rapportmottak.trust.KeyRing;
import no.rapportmottak.trust.PublicKeys;
import no.rapportmottak.trust.ReceiptCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code verify-receipt FILE}: off-line, with the receipt, the signature beside it and the public keys. Exit status 0
 * when it is genuine, 1 with the first difference, 2 when it could not look.
 */
@Command(
        name = "verify-receipt",
        description = "Tells whether a result receipt in JSON is as it was signed; its .jws has to lie beside it.",
        mixinStandardHelpOptions = true)
final class VerifyReceiptCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "<name>.<reference>.resultat.json")
    private Path receipt;

    @Option(names = "--keys", paramLabel = "JWKS",
            description = "the public keys, from /.well-known/jwks.json; default: those under rapportmottak.data")
    private Path keys;

    @Option(names = "--original", paramLabel = "FILE", description = "what was sent, held against the receipt too")
    private Path original;

    @Override
    public Integer call() throws IOException {
        PrintStream answer = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Optional<String> difference = difference();
        answer.println(receipt + ": " + difference.orElse(original == null ? "genuine" : "genuine, and of " + original));
        return difference.isPresent() ? 1 : 0;
    }

    private Optional<String> difference() throws IOException {
        Path trusted = keys == null ? KeyRing.under(CommandLine.data()).publishedFile() : keys;
        Optional<String> difference = new ReceiptCheck(PublicKeys.in(trusted)).difference(receipt);
        return difference.isPresent() || original == null ? difference : ReceiptCheck.difference(receipt, original);
    }
}
