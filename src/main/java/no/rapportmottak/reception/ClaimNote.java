package no.rapportmottak.reception;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import no.rapportmottak.submission.Channel;
import no.rapportmottak.submission.Claim;
import no.rapportmottak.submission.Reference;

/**
 * What lies as {@code .claim} beside a claimed file, so that a restart knows whose it is.
 *
 * @param node that has claimed it; null where no other knows nodes yet
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ClaimNote(
        String sender, Channel channel, String fileName, String received, String declaredSha256, String node) {

    static final String NAME = ".claim";
    private static final ObjectMapper JSON = new ObjectMapper();

    void write(Path folder) throws IOException {
        Disk.writeNew(folder.resolve(NAME), JSON.writeValueAsBytes(this));
    }

    static ClaimNote read(Path folder) throws IOException {
        return JSON.readValue(Files.readAllBytes(folder.resolve(NAME)), ClaimNote.class);
    }

    Claim claim(Reference reference, Path file) {
        return new Claim(reference, sender, channel, fileName, Instant.parse(received), file, declaredSha256);
    }
}
