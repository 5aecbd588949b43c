package no.rapportmottak.registry;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which addresses the hub may call. */
public final class Addresses {

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

    private Addresses() {}

    /**
     * Why the hub must not call a host at an address; empty when it may.
     *
     * @param allowPrivate whether the host may lie on loopback or a private network
     */
    public static Optional<String> objection(String host, InetAddress address, boolean allowPrivate) {
        String place = host + " is at " + address.getHostAddress();
        if (METADATA.contains(withoutZone(address)) || isIn(NOBODY, address)) {
            return Optional.of(place + ", where the hub never calls");
        }
        if (isIn(PRIVATE, address) && !allowPrivate) {
            return Optional.of(place + ", a private address, without allow-private: true");
        }
        return address instanceof Inet6Address ? carried(host, address.getAddress(), allowPrivate) : Optional.empty();
    }

    private static Optional<String> carried(String host, byte[] address, boolean allowPrivate) {
        return CARRIERS.stream()
                .filter(carrier -> carrier.range().holds(address) && !Range.of("::", 127).holds(address))
                .map(carrier -> Arrays.copyOfRange(address, carrier.offset(), carrier.offset() + 4))
                .flatMap(inner -> objection(host, address(inner), allowPrivate).stream())
                .findFirst();
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
}
