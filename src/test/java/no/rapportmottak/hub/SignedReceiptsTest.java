package no.rapportmottak.hub;

import static no.rapportmottak.hub.Hub.reference;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import no.rapportmottak.ledger.Chain;
import no.rapportmottak.trust.AuditCheck;
import no.rapportmottak.trust.PublicKeys;
import no.rapportmottak.trust.ReceiptCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Receipts whose signatures hold, by keys that anybody gets without a sign-in. */
@HubTest
class SignedReceiptsTest {

    @Autowired
    Hub hub;

    @Autowired
    Chain chain;

    @LocalServerPort
    int port;

    @TempDir
    Path home;

    @Test
    void holdAtTheSenderAndAreTheSameInTheArchive() throws Exception {
        String sender = hub.sender();
        String document = AReport.ofItsOwn().json();

        JsonNode result = hub.send(sender, document);

        String reference = reference(result);
        String name = result.get("filnavn").asText() + "." + reference + ".resultat.json";
        Path receipt = Files.writeString(home.resolve(name), hub.receiptText(sender, name));
        Files.writeString(home.resolve(name + ".jws"), hub.receiptText(sender, name + ".jws"));
        Path original = Files.writeString(home.resolve("original"), document);
        assertThat(new ReceiptCheck(publishedKeys()).difference(receipt)).isEmpty();
        assertThat(ReceiptCheck.difference(receipt, original)).isEmpty();
        assertThat(hub.inPackage(reference, ".resultat.json.jws")).isEqualTo(Files.readString(home.resolve(name + ".jws")));
    }

    @Test
    void standInAnAuditThatVouchesForOriginalsAndPackages() throws Exception {
        String reference = reference(hub.send(hub.sender(), AReport.ofItsOwn().json()));
        hub.settle();
        Hub.soon("chain").until(() -> chain.waiting() == 0);
        Path packed = hub.data().resolve(hub.archived(reference).orElseThrow());
        Path original = hub.data().resolve(chain.files(reference).orElseThrow().original());

        assertThat(audit()).isNull();
        assertThat(afterOneFlippedBitIn(packed)).contains(reference + ".zip is not the file of entry ");
        assertThat(afterOneFlippedBitIn(original)).contains(reference + " is not the file of entry ");
        assertThat(audit()).isNull();
    }

    private String afterOneFlippedBitIn(Path file) throws Exception {
        byte[] was = Files.readAllBytes(file);
        byte[] now = was.clone();
        now[new Random().nextInt(now.length)] ^= 1;
        Files.write(file, now);
        try {
            return audit();
        } finally {
            Files.write(file, was);
        }
    }

    private String audit() throws Exception {
        return new AuditCheck(chain, publishedKeys(), hub.data(), true).run().difference();
    }

    private PublicKeys publishedKeys() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/.well-known/jwks.json")).build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("\"d\"");
        return PublicKeys.in(Files.writeString(home.resolve("jwks.json"), answer.body()));
    }
}
