package no.rapportmottak.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import no.rapportmottak.ledger.RecipientRefused;
import no.rapportmottak.registry.Addresses;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Finds the addresses of a name for the connection that is just being made, and refuses those that the hub must
 * not call. The connection goes to exactly these addresses, so a name server that answers differently the second
 * time (DNS rebinding) gains nothing. One bad address among several refuses the name.
 */
final class GuardedResolver implements DnsResolver {

    private final Predicate<String> allowsPrivate;
    private final DnsResolver names;

    /** @param allowsPrivate whether a host may lie on loopback or a private network */
    GuardedResolver(Predicate<String> allowsPrivate) {
        this(allowsPrivate, SystemDefaultDnsResolver.INSTANCE);
    }

    /** @param names answers what is to be checked */
    GuardedResolver(Predicate<String> allowsPrivate, DnsResolver names) {
        this.allowsPrivate = allowsPrivate;
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        for (InetAddress address : addresses) {
            check(host, address, allowsPrivate.test(host));
        }
        return addresses;
    }

    static void check(String host, InetAddress address, boolean allowPrivate) {
        Addresses.objection(host, address, allowPrivate).ifPresent(why -> {
            throw new RecipientRefused(why);
        });
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
