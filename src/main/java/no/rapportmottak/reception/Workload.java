package no.rapportmottak.reception;

import java.util.concurrent.Semaphore;
import no.rapportmottak.report.Reports;
import no.rapportmottak.submission.Submission;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * How many documents are checked at the same time: as many as there is memory for. A document may take a hundred times its
 * size while it is checked; without this a handful of the worst would exhaust the heap, and what fails then is not the
 * document but whatever asks for memory next. In the order of their arrival, so that the largest gets its turn.
 */
public final class Workload {

    /** The rest is for all else that the hub does. */
    private static final double SHARE = 0.4;
    private static final int UNIT = 1024;

    private final int all;
    private final Semaphore free;

    /** @param heap of this process, in bytes */
    Workload(long heap) {
        this.all = Math.toIntExact(Math.min(Integer.MAX_VALUE, (long) (heap * SHARE) / UNIT));
        this.free = new Semaphore(all, true);
    }

    /** A step of a route: waits until there is memory for a document, which is its own until the exchange is done. */
    public void await(Submission submission, Exchange exchange) throws InterruptedException {
        int taken = (int) Math.min(all, Reports.mostMemory(submission.original().size()) / UNIT);
        free.acquire(taken);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                free.release(taken);
            }
        });
    }
}
