package no.rapportmottak.delivery;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import no.rapportmottak.ledger.Delivery;
import no.rapportmottak.ledger.RecipientUnavailable;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How it stands with those outside who are called: each webhook, each partner's server, and the mail server. One thread at a time calls
 * each; one that is away rests, longer each time, with everything that is for it. An alarm comes when one has
 * been away for a while or is gone, not with each attempt. Knows only what this process has seen: a start forgets
 * it, which is also how an endpoint that was gone is tried again.
 */
public class Receivers {

    /** The name of the mail server; no webhook and no partner can be called so. */
    public static final String MAIL = "spring.mail.host";

    private static final Logger LOG = LoggerFactory.getLogger(Receivers.class);
    private static final int FAILURES_UNTIL_ALARM = 4;
    private static final Duration LONGEST_REST = Duration.ofMinutes(1);

    /**
     * @param restsFrom  its last failure
     * @param restsUntil null when it is gone for good
     */
    private record Trouble(Instant since, int failures, Instant restsFrom, Instant restsUntil, String cause) {

        /** Not when the clock has gone back behind the failure: then nobody knows how long it was. */
        boolean rests(Instant now) {
            return restsUntil != null && !now.isBefore(restsFrom) && now.isBefore(restsUntil);
        }
    }

    private final Clock clock;
    private final Set<String> called = ConcurrentHashMap.newKeySet();
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();

    Receivers(Clock clock) {
        this.clock = clock;
    }

    /** Whether nobody calls it now and it does not rest; only asks. */
    public boolean isFree(String receiver) {
        return !called.contains(receiver) && !rests(receiver);
    }

    /** Takes it for this exchange, until that ends; false when another has it. */
    public boolean take(String receiver, Exchange exchange) {
        if (!called.add(receiver)) {
            return false;
        }
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                called.remove(receiver);
            }
        });
        return true;
    }

    /** Whether the next item may be tried: not when its receiver rests, nor when the hub is about to stop. */
    public boolean isReady(Delivery delivery, Exchange exchange) {
        return !rests(receiver(delivery)) && !exchange.getContext().isStopping();
    }

    private boolean rests(String receiver) {
        Trouble trouble = troubles.get(receiver);
        return trouble != null && trouble.rests(clock.instant());
    }

    private static String receiver(Delivery delivery) {
        return switch (delivery.kind()) {
            case WEBHOOK, PARTNER -> delivery.destination();
            case EPOST -> MAIL;
            default -> delivery.kind() + " " + delivery.destination();
        };
    }

    /** Notes an attempt that failed because somebody is away; what concerns one item alone makes nobody rest. */
    public void away(Delivery delivery, Throwable cause) {
        boolean outside = switch (delivery.kind()) {
            case WEBHOOK -> cause instanceof IOException;
            case EPOST -> cause instanceof MessagingException;
            case PARTNER -> cause instanceof JSchException || cause instanceof SftpException;
            default -> false;
        };
        if (!outside || cause instanceof RefusedForNow || cause instanceof SendFailedException) {
            return;
        }
        Trouble trouble = troubles.merge(receiver(delivery), trouble(null, cause), (known, first) -> trouble(known, cause));
        if (trouble.failures() == FAILURES_UNTIL_ALARM) {
            LOG.error("{} has been away since {}, its items wait: {}", receiver(delivery), trouble.since(), trouble.cause());
        }
    }

    private Trouble trouble(Trouble known, Throwable cause) {
        Instant now = clock.instant();
        int failures = known == null ? 1 : known.failures() + 1;
        long rest = Math.min(LONGEST_REST.toMillis(), 500L << Math.min(failures, 10));
        Instant until = now.plusMillis(rest);
        Instant asked = cause instanceof RecipientUnavailable away ? away.notBefore() : null;
        return new Trouble(known == null ? now : known.since(), failures, now,
                asked == null || asked.isBefore(until) ? until : asked, cause.toString());
    }

    /** Notes that it is there. */
    void answered(String receiver) {
        Trouble trouble = troubles.remove(receiver);
        if (trouble != null && trouble.failures() >= FAILURES_UNTIL_ALARM) {
            LOG.info("{} answers again, it was away since {}", receiver, trouble.since());
        }
    }

    /** Notes that it has said it is gone for good. */
    void gone(String receiver, String cause) {
        if (troubles.put(receiver, new Trouble(clock.instant(), FAILURES_UNTIL_ALARM, null, null, cause)) == null) {
            LOG.error("{} is gone, all that is for it is a dead letter until the hub starts again: {}", receiver, cause);
        }
    }

    boolean isGone(String receiver) {
        Trouble trouble = troubles.get(receiver);
        return trouble != null && trouble.restsUntil() == null;
    }

    /** Who is away or gone, and why. */
    public Map<String, String> troubles() {
        Map<String, String> all = new TreeMap<>();
        troubles.forEach((receiver, trouble) -> all.put(receiver, trouble.since() + " " + trouble.cause()));
        return all;
    }
}
