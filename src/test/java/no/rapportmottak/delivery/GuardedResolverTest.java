package no.rapportmottak.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import no.rapportmottak.ledger.RecipientRefused;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedResolverTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "127.0.0.1", "127.8.9.10", "::1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
        "100.127.255.255", "169.254.1.1", "0.0.0.0", "::", "fd12:3456::1", "fc00::1", "fe80::1", "::ffff:10.0.0.1",
        "64:ff9b::10.0.0.1", "2002:7f00:0001::1", "::10.0.0.1", "198.18.0.1"
    })
    void refusesPrivateAddressesUnlessAllowed(String address) throws Exception {
        InetAddress known = InetAddress.getByName(address);

        assertThatThrownBy(() -> GuardedResolver.check("receiver", known, false)).isInstanceOf(RecipientRefused.class);
        assertThatCode(() -> GuardedResolver.check("receiver", known, true)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "169.254.169.254", "fd00:ec2::254", "::ffff:169.254.169.254", "64:ff9b::169.254.169.254",
        "2002:a9fe:a9fe::1", "169.254.170.2", "100.100.100.200", "168.63.129.16", "224.0.0.1", "255.255.255.255",
        "ff02::1", "fd20:ce::254"
    })
    void neverAllowsMetadataNorAddressesOfNobody(String address) throws Exception {
        InetAddress known = InetAddress.getByName(address);

        assertThatThrownBy(() -> GuardedResolver.check("receiver", known, true)).isInstanceOf(RecipientRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2a01:111::1", "64:ff9b::8.8.8.8", "169.253.0.1"})
    void allowsPublicAddresses(String address) throws Exception {
        InetAddress known = InetAddress.getByName(address);

        assertThatCode(() -> GuardedResolver.check("receiver", known, false)).doesNotThrowAnyException();
    }

    @Test
    void checksEveryNotationOfAnAddress() {
        GuardedResolver resolver = new GuardedResolver(host -> false);

        for (String host : new String[] {"localhost", "127.1", "2130706433", "[::1]"}) {
            assertThatThrownBy(() -> resolver.resolve(host)).as(host).isInstanceOf(RecipientRefused.class);
        }
    }

    @Test
    void answersWithTheAddressesItChecked() throws Exception {
        assertThat(new GuardedResolver("localhost"::equals).resolve("localhost")).isNotEmpty();
    }

    /** A name server that gives a harmless address to who checks and another to who connects. */
    @Test
    void callsTheVeryAddressesThatItCheckedThoughTheNameMovesAtOnce() throws Exception {
        HttpServer harmless = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        harmless.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
        harmless.start();
        Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "169.254.169.254"));
        GuardedResolver resolver = new GuardedResolver("moving.invalid"::equals, new SystemDefaultDnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return InetAddress.getAllByName(answers.remove());
            }
        });
        HttpGet get = new HttpGet("http://moving.invalid:" + harmless.getAddress().getPort() + "/");

        try (CloseableHttpClient client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(resolver).build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableAutomaticRetries()
                .build()) {
            assertThat(client.execute(get, HttpResponse::getCode)).isEqualTo(204);
            assertThat(answers).containsExactly("169.254.169.254");
            assertThatThrownBy(() -> client.execute(get, HttpResponse::getCode)).isInstanceOf(RecipientRefused.class);
        } finally {
            harmless.stop(0);
        }
    }
}
