package no.rapportmottak.delivery;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import no.rapportmottak.ledger.RecipientRefused;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds the addresses of a name for the connection that is just being made, and refuses those that the hub must
 * not call. The connection goes to exactly these addresses, so a name server that answers differently the second
 * time (DNS rebinding) gains nothing. One bad address among several refuses the name.
 */
final class GuardedResolver implements DnsResolver {

    /** Where clouds hand out credentials: never, whatever the configuration says. */
    private static final Set<String> METADATA = Set.of(
            "169.254.169.254", "169.254.170.2", "169.254.170.23", "169.254.169.253", "169.254.169.123",
            "100.100.100.200", "168.63.129.16", "192.0.0.192",
            "fd00:ec2:0:0:0:0:0:254", "fd00:ec2:0:0:0:0:0:253", "fd00:ec2:0:0:0:0:0:123", "fd00:ec2:0:0:0:0:0:23",
            "fd20:ce:0:0:0:0:0:254");

    private static final List<Range> PRIVATE = List.of(
            Range.of("0.0.0.0", 8), Range.of("10.0.0.0", 8), Range.of("100.64.0.0", 10), Range.of("127.0.0.0", 8),
            Range.of("169.254.0.0", 16), Range.of("172.16.0.0", 12), Range.of("192.0.0.0", 24),
            Range.of("192.168.0.0", 16), Range.of("198.18.0.0", 15),
            Range.of("::", 127), Range.of("fc00::", 7), Range.of("fe80::", 10), Range.of("fec0::", 10));

    /** Multicast, reserved and broadcast. */
    private static final List<Range> NOBODY = List.of(Range.of("224.0.0.0", 3), Range.of("ff00::", 8));

    /** IPv6 that carries an IPv4 address: where in it. */
    private static final List<Carrier> CARRIERS = List.of(
            new Carrier(Range.of("64:ff9b::", 96), 12), new Carrier(Range.of("64:ff9b:1::", 48), 12),
            new Carrier(Range.of("2002::", 16), 2), new Carrier(Range.of("::", 96), 12));

    private record Range(byte[] from, int bits) {

        static Range of(String from, int bits) {
            return new Range(literal(from).getAddress(), bits);
        }

        boolean holds(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if (address.length != from.length || (address[bit / 8] & mask) != (from[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private record Carrier(Range range, int offset) {}

    private final Predicate<String> allowsPrivate;

    /** @param allowsPrivate whether a host may lie on loopback or a private network */
    GuardedResolver(Predicate<String> allowsPrivate) {
        this.allowsPrivate = allowsPrivate;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            check(host, address, allowsPrivate.test(host));
        }
        return addresses;
    }

    static void check(String host, InetAddress address, boolean allowPrivate) {
        String place = host + " is at " + address.getHostAddress();
        if (METADATA.contains(withoutZone(address)) || isIn(NOBODY, address)) {
            throw new RecipientRefused(place + ", where the hub never calls");
        }
        if (isIn(PRIVATE, address) && !allowPrivate) {
            throw new RecipientRefused(place + ", a private address, without allow-private: true");
        }
        if (address instanceof Inet6Address) {
            checkCarried(host, address.getAddress(), allowPrivate);
        }
    }

    private static void checkCarried(String host, byte[] address, boolean allowPrivate) {
        for (Carrier carrier : CARRIERS) {
            if (carrier.range().holds(address) && !Range.of("::", 127).holds(address)) {
                byte[] carried = Arrays.copyOfRange(address, carrier.offset(), carrier.offset() + 4);
                check(host, address(carried), allowPrivate);
            }
        }
    }

    private static boolean isIn(List<Range> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.holds(address.getAddress()));
    }

    private static String withoutZone(InetAddress address) {
        String text = address.getHostAddress();
        return text.contains("%") ? text.substring(0, text.indexOf('%')) : text;
    }

    private static InetAddress literal(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return Inet4Address.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
