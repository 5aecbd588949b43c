package no.rapportmottak.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.transaction.support.TransactionOperations;

/** Changes of files that the audit has to know of: a ledger that is away stops them before they begin, what failed is not noted. */
public class FileChanges {

    /** Changes a file and says what the audit is to call it. */
    public interface Change {
        String make() throws IOException;
    }

    private final TransactionOperations transaction;
    private final Audit audit;

    public FileChanges(TransactionOperations transaction, Audit audit) {
        this.transaction = transaction;
        this.audit = audit;
    }

    /** @return what was changed, as the change says it */
    public String make(Act act, String what, Change change) throws IOException {
        try {
            return transaction.execute(status -> {
                String subject = changed(change);
                audit.note(act, what, subject);
                return subject;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String changed(Change change) {
        try {
            return change.make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
