package no.rapportmottak.trust;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The public keys that a reader trusts, such as those of a JSON Web Key Set (RFC 7517) that the hub has published. */
public final class PublicKeys {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<PublicKey> keys;

    PublicKeys(List<PublicKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** @throws IOException when the file is away or holds no set of Ed25519 keys */
    public static PublicKeys in(Path file) throws IOException {
        try {
            List<PublicKey> keys = new ArrayList<>();
            for (JsonNode key : JSON.readTree(Files.readAllBytes(file)).path("keys")) {
                keys.add(PublicKey.read(key));
            }
            return new PublicKeys(keys);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException(file + " holds no set of public keys: " + e.getMessage(), e);
        }
    }

    Optional<PublicKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    List<PublicKey> all() {
        return keys;
    }
}
