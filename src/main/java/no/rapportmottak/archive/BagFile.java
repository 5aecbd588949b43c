package no.rapportmottak.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import no.rapportmottak.submission.Original;

/**
 * A file of a bag.
 *
 * @param path   from the bag's folder, as in the manifests
 * @param fixity of the content; it is checked again while the content is written
 */
record BagFile(String path, Fixity fixity, Content content) {

    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    static BagFile of(String path, byte[] content) {
        return new BagFile(path, Fixity.of(content), () -> new ByteArrayInputStream(content));
    }

    static BagFile of(String path, String text) {
        return of(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes stay where they are until they are written: they may be many. */
    static BagFile of(String path, Original original) {
        return new BagFile(
                path,
                new Fixity(original.sha256(), original.size()),
                () -> Files.newInputStream(original.path()));
    }
}
