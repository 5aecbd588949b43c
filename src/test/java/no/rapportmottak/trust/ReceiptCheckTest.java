package no.rapportmottak.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts and originals of which not one byte can be changed unseen. */
class ReceiptCheckTest {

    private static final Instant DECIDED = Instant.parse("2024-04-01T08:00:00Z");
    private static final String ORIGINAL = "{\"skjema\": \"tilskuddsrapport/v1\"}";
    private static final String RECEIPT = """
            {
              "skjema": "kvittering/v1",
              "steg": "RESULTAT",
              "referanse": "018e9999-0000-7000-8000-000000000001",
              "utfall": "GODKJENT",
              "filnavn": "årsrapport.json",
              "sha256": "%s",
              "stoerrelse": %d,
              "funn": []
            }
            """.formatted(Sha256.of(ORIGINAL), ORIGINAL.length());

    @TempDir
    Path folder;

    private KeyRing keys;
    private Path receipt;

    @BeforeEach
    void signAReceipt() throws IOException {
        keys = KeyRing.under(folder);
        keys.prepare();
        receipt = folder.resolve("rapport.json.resultat.json");
        Files.writeString(receipt, RECEIPT);
        Files.write(folder.resolve("rapport.json.resultat.json.jws"), signature(DECIDED));
    }

    private byte[] signature(Instant decided) throws IOException {
        return ReceiptSignatures.sign(keys.at(decided), RECEIPT.getBytes(UTF_8));
    }

    private ReceiptCheck check() throws IOException {
        return new ReceiptCheck(PublicKeys.in(keys.publishedFile()));
    }

    @Test
    void takesAReceiptAsItWasSigned() throws IOException {
        assertThat(check().difference(receipt)).isEmpty();
    }

    @Test
    void findsOneFlippedBitAnywhereInTheReceiptOrItsSignature() throws IOException {
        byte[] content = RECEIPT.getBytes(UTF_8);
        byte[] jws = signature(DECIDED);
        long seed = System.nanoTime();
        Random random = new Random(seed);

        for (int i = 0; i < content.length; i++) {
            byte[] changed = flipped(content, i, random);
            assertThat(check().difference(changed, jws)).as("seed %d: byte %d of the receipt", seed, i).isNotEmpty();
        }
        // The last byte is the line break, which signs nothing.
        for (int i = 0; i < jws.length - 1; i++) {
            byte[] changed = flipped(jws, i, random);
            assertThat(check().difference(content, changed)).as("seed %d: byte %d of the signature", seed, i).isNotEmpty();
        }
    }

    @Test
    void findsOneFlippedBitAnywhereInTheOriginal() throws IOException {
        byte[] original = ORIGINAL.getBytes(UTF_8);
        Path file = folder.resolve("original");
        long seed = System.nanoTime();
        Random random = new Random(seed);

        assertThat(ReceiptCheck.difference(receipt, Files.write(file, original))).isEmpty();
        for (int i = 0; i < original.length; i++) {
            assertThat(ReceiptCheck.difference(receipt, Files.write(file, flipped(original, i, random))))
                    .as("seed %d: byte %d", seed, i).isNotEmpty();
        }
    }

    private static byte[] flipped(byte[] content, int at, Random random) {
        byte[] changed = content.clone();
        changed[at] ^= (byte) (1 << random.nextInt(8));
        return changed;
    }

    @Test
    void namesTheFirstFieldThatDiffers() throws IOException {
        Files.writeString(receipt, RECEIPT.replace("GODKJENT", "AVVIST"));
        assertThat(check().difference(receipt)).contains("the field utfall is not as it was signed");

        Files.writeString(receipt, RECEIPT.replace("  \"steg\": \"RESULTAT\",\n", ""));
        assertThat(check().difference(receipt)).contains("the field steg is missing");

        Files.writeString(receipt, RECEIPT.replace("\"funn\"", "\"nytt\": 1, \"funn\""));
        assertThat(check().difference(receipt)).contains("the field nytt was not there when the receipt was signed");

        Files.writeString(receipt, RECEIPT.replace("[]", "["));
        assertThat(check().difference(receipt).orElseThrow()).startsWith("the receipt is no JSON any more: line ");

        Files.writeString(receipt, RECEIPT.replace("\n", "\r\n"));
        assertThat(check().difference(receipt).orElseThrow()).startsWith("every field is as it was signed");
    }

    @Test
    void missesASignatureThatIsGone() throws IOException {
        Files.delete(folder.resolve("rapport.json.resultat.json.jws"));

        assertThat(check().difference(receipt))
                .contains("there is no signature: rapport.json.resultat.json.jws is missing");
    }

    @Test
    void takesNoReceiptThatAnotherHubHasSigned() throws IOException {
        KeyRing others = KeyRing.under(folder.resolve("other"));
        others.prepare();

        assertThat(new ReceiptCheck(others.published()).difference(receipt).orElseThrow())
                .contains("none of those given");
    }

    @Test
    void checksOldReceiptsAfterTwoRotationsAndSignsThemAlikeAgain() throws IOException {
        byte[] before = signature(DECIDED);

        String second = keys.rotate(DECIDED.plusSeconds(100));
        String third = keys.rotate(DECIDED.plusSeconds(200));

        assertThat(check().difference(receipt)).isEmpty();
        assertThat(signature(DECIDED)).isEqualTo(before);
        assertThat(keys.at(DECIDED.plusSeconds(150)).id()).isEqualTo(second);
        assertThat(keys.at(DECIDED.plusSeconds(250)).id()).isEqualTo(third);
        assertThat(KeyRing.under(folder).at(DECIDED.plusSeconds(250)).id()).isEqualTo(third);
    }

    @Test
    void keepsPrivateKeysForTheHubAloneAndPublishesTheirOtherHalves() throws IOException {
        keys.rotate(DECIDED);

        try (var files = Files.newDirectoryStream(keys.publishedFile().getParent(), "*.jwk")) {
            for (Path file : files) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            }
        }
        assertThat(Files.readString(keys.publishedFile())).isEqualTo(keys.jwks()).doesNotContain("\"d\"");
        assertThat(PublicKeys.in(keys.publishedFile()).all()).hasSize(2);
        assertThat(keys.at(DECIDED).toString()).doesNotContain(keys.at(DECIDED).jwk().path("d").asText());
    }

    @Test
    void refusesAKeyWhoseHalvesDoNotBelongTogether() throws IOException {
        Path file = keys.publishedFile().resolveSibling(keys.at(DECIDED).id() + ".jwk");
        String other = SigningKey.make(DECIDED).jwk().path("d").asText();
        Files.writeString(file, Files.readString(file).replace(keys.at(DECIDED).jwk().path("d").asText(), other));

        assertThatThrownBy(() -> KeyRing.under(folder).at(DECIDED))
                .hasMessageContaining("its two halves do not belong together")
                .hasMessageContaining(file.toString());
    }
}
