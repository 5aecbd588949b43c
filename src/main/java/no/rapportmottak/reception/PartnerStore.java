package no.rapportmottak.reception;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import no.rapportmottak.ledger.Fetches.RemoteFile;
import no.rapportmottak.registry.Partner;
import no.rapportmottak.submission.Reference;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.support.DefaultExchange;

/** The few things that are done with a file on a partner's server, by Camel's connection of the poll. */
final class PartnerStore {

    private static final int LONGEST_CHECKSUM = 512;

    private final Partner partner;
    private GenericFileOperations<SftpRemoteFile> operations;

    PartnerStore(Partner partner) {
        this.partner = partner;
    }

    void use(GenericFileOperations<SftpRemoteFile> connection) {
        this.operations = connection;
    }

    boolean isConnected() {
        return operations instanceof RemoteFileOperations<SftpRemoteFile> remote && remote.isConnected();
    }

    /** Whether that very file lies there, as far as anybody can tell. */
    boolean holds(RemoteFile file) {
        String path = path(file.name());
        if (!operations.existsFile(path)) {
            return false;
        }
        SftpRemoteFile[] found = operations.listFiles(path);
        return found.length == 1 && file.equals(describe(file.name(), found[0]));
    }

    /** What a checksum file says. */
    String checksum(String name, CamelContext camel) throws IOException {
        GenericFile<SftpRemoteFile> file = new GenericFile<>();
        Exchange asking = new DefaultExchange(camel);
        asking.setProperty(ExchangePropertyKey.FILE_EXCHANGE_FILE, file);
        operations.retrieveFile(path(name), asking, 0);
        try (InputStream in = (InputStream) file.getBody()) {
            return new String(in.readNBytes(LONGEST_CHECKSUM), StandardCharsets.UTF_8);
        }
    }

    /** Removes a file that was taken, or moves it to where the partner wants such. */
    void clear(String name, Reference reference) {
        if (partner.done() == null) {
            remove(name);
        } else {
            String target = partner.done() + "/" + name;
            operations.renameFile(path(name), operations.existsFile(target) ? target + "." + reference : target);
        }
    }

    void remove(String name) {
        operations.deleteFile(path(name));
    }

    private String path(String name) {
        return partner.inn() + "/" + name;
    }

    static RemoteFile describe(GenericFile<SftpRemoteFile> candidate) {
        return describe(candidate.getFile().getFilename(), candidate.getFile());
    }

    private static RemoteFile describe(String name, SftpRemoteFile file) {
        return new RemoteFile(name, file.getFileLength(), Instant.ofEpochMilli(file.getLastModified()));
    }

    /** What the server or the client said, without what Camel says around it, paths of anybody's naming among it. */
    static String cause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof GenericFileOperationFailedException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }
}
