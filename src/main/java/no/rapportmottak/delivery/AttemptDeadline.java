package no.rapportmottak.delivery;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Ends an attempt when its time is over, however the receiver spends it: the time-outs of sockets begin anew with
 * each byte that trickles in. Of the answer only status and headers are taken; the body is never read.
 */
final class AttemptDeadline implements ExecChainHandler, AutoCloseable {

    private final Duration deadline;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "webhook-deadline");
        thread.setDaemon(true);
        return thread;
    });

    AttemptDeadline(Duration deadline) {
        this.deadline = deadline;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        AtomicBoolean over = new AtomicBoolean();
        ScheduledFuture<?> end = watch.schedule(() -> {
            over.set(true);
            scope.execRuntime.discardEndpoint();
        }, deadline.toMillis(), TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            response.setEntity(null);
            return response;
        } catch (IOException | HttpException | RuntimeException e) {
            if (over.get()) {
                throw new SocketTimeoutException("no answer within " + deadline.toMillis() + " ms");
            }
            throw e;
        } finally {
            end.cancel(false);
            scope.execRuntime.discardEndpoint();
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
