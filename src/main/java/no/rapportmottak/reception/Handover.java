package no.rapportmottak.reception;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import no.rapportmottak.submission.Claim;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Hands claims on to the {@code receive} route. What fails there is not lost: the claim is let go, lies
 * in {@code incoming/} and is taken up by the next sweep.
 */
public class Handover {

    private static final Logger log = LoggerFactory.getLogger(Handover.class);
    private static final String RECEIVE = "direct:receive";
    private static final int AT_ONCE = 16;
    private static final int WAITING = 200;

    private final ProducerTemplate template;
    private final Incoming incoming;

    /** When it is full the giver works itself: that slows senders down to what the hub can do. */
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            new CustomizableThreadFactory("handover-"),
            (work, full) -> work.run());

    public Handover(ProducerTemplate template, Incoming incoming) {
        this.template = template;
        this.incoming = incoming;
        pool.allowCoreThreadTimeOut(true);
    }

    /** Returns at once; the claim is safe already. */
    void send(Claim claim) {
        pool.execute(() -> sendNow(claim));
    }

    /** A step of a route: the left-over claim, now in hand, or null if another thread has it. */
    public Claim takeUp(Claim claim, Exchange exchange) {
        if (!incoming.takeUp(claim)) {
            return null;
        }
        letGoAfter(exchange, claim);
        return claim;
    }

    /** However the exchange ends, the claim is in hand no longer. */
    void letGoAfter(Exchange exchange, Claim claim) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                incoming.letGo(claim);
            }
        });
    }

    /** Lets what is in work come to its end. */
    public void drain() throws InterruptedException {
        pool.shutdown();
        if (!pool.awaitTermination(30, TimeUnit.SECONDS)) {
            log.warn("{} claims are left for the next start", pool.getQueue().size() + pool.getActiveCount());
        }
    }

    private void sendNow(Claim claim) {
        try {
            template.sendBody(RECEIVE, claim);
        } catch (RuntimeException e) {
            log.warn("Submission {} will be tried again: {}", claim.reference(), e.toString());
        } finally {
            incoming.letGo(claim);
        }
    }
}
