package no.rapportmottak.reception;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.remote.RemoteFilePollingConsumerPollStrategy;
import org.apache.camel.spi.ExceptionHandler;

/** Tells a partner's folder of each poll, and leaves no connection that failed to the next one. */
class PartnerPolls extends RemoteFilePollingConsumerPollStrategy implements ExceptionHandler {

    private final PartnerFolder folder;

    PartnerPolls(PartnerFolder folder) {
        this.folder = folder;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return folder.begin();
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polled) {
        if (folder.failure() != null) {
            disconnect(consumer, endpoint, folder.failure());
        } else {
            folder.end();
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retries, Exception cause) {
        disconnect(consumer, endpoint, cause);
        return false;
    }

    private void disconnect(Consumer consumer, Endpoint endpoint, Throwable cause) {
        try {
            super.rollback(consumer, endpoint, 0, cause instanceof Exception exception ? exception : new Exception(cause));
        } catch (Exception e) {
            cause.addSuppressed(e);
        } finally {
            folder.fail(cause);
        }
    }

    /** Of a whole poll: {@link #rollback} knows it already. */
    @Override
    public void handleException(Throwable cause) {}

    @Override
    public void handleException(String message, Throwable cause) {}

    /** Of one file that could not be fetched. */
    @Override
    public void handleException(String message, Exchange exchange, Throwable cause) {
        folder.failed(cause);
    }
}
