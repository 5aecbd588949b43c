package no.rapportmottak.reception;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often somebody at an address failed to sign in, forgotten with time. Of an IPv6 address the network counts, since
 * the rest is for whoever has it to choose. Memory is bounded: of very many addresses the first are forgotten. Safe for
 * many threads.
 */
public final class FailedAttempts {

    private static final int MOST_ADDRESSES = 10_000;
    private static final int NETWORK_BYTES = 8;

    /** As many as they were at an instant of the machine's running time. */
    private record Failures(double count, long at) {}

    private final int most;
    private final Duration forgotten;
    private final Map<InetAddress, Failures> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Failures> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    /**
     * @param most      after so many an address is blocked
     * @param forgotten after which one of them counts no longer
     */
    public FailedAttempts(int most, Duration forgotten) {
        this.most = most;
        this.forgotten = forgotten;
    }

    /** True when the address is blocked from now on. */
    public synchronized boolean add(InetAddress from) {
        double before = count(from);
        failures.remove(network(from));
        failures.put(network(from), new Failures(before + 1, System.nanoTime()));
        return before <= most - 1 && isBlocked(from);
    }

    public synchronized boolean isBlocked(InetAddress from) {
        return count(from) > most - 1;
    }

    private double count(InetAddress from) {
        Failures known = failures.get(network(from));
        if (known == null) {
            return 0;
        }
        double gone = (double) (System.nanoTime() - known.at()) / forgotten.toNanos();
        return Math.max(0, known.count() - gone);
    }

    static InetAddress network(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        try {
            return InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(address.getAddress(), NETWORK_BYTES), 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
