package no.rapportmottak.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {

    private final List<String> hungUp = new ArrayList<>();

    private static Gate gate(int failures, int strangers, int perAddress, String... neverBlocked) {
        return new Gate(new GuardSettings(failures, Duration.ofMillis(100), 10, Duration.ofSeconds(20), strangers, perAddress,
                3, 50, 4, 2, Duration.ofMinutes(15), List.of(neverBlocked)));
    }

    private Visit enter(Gate gate, String from) throws IOException {
        return gate.enter(address(from), () -> hungUp.add(from));
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    private void fail(Gate gate, String from, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            Visit visit = enter(gate, from);
            visit.refused();
            gate.leave(visit);
        }
    }

    @Test
    void keepsOutAnAddressThatFailedTooOftenUntilThatIsForgotten() throws Exception {
        Gate gate = gate(3, 100, 100);
        fail(gate, "192.0.2.1", 3);

        assertThatThrownBy(() -> enter(gate, "192.0.2.1")).isInstanceOf(IOException.class);
        assertThatCode(() -> enter(gate, "192.0.2.2")).doesNotThrowAnyException();
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> enter(gate, "192.0.2.1"));
    }

    @Test
    void countsAllAddressesOfAnIpv6NetworkAsOne() throws Exception {
        Gate gate = gate(3, 100, 100);
        fail(gate, "2001:db8::1", 1);
        fail(gate, "2001:db8::2:2", 1);
        fail(gate, "2001:db8::3:3:3", 1);

        assertThatThrownBy(() -> enter(gate, "2001:db8::4")).isInstanceOf(IOException.class);
        assertThatCode(() -> enter(gate, "2001:db8:0:1::4")).doesNotThrowAnyException();
    }

    @Test
    void doesNotCountWhoOnlyLookedInOrGotIn() throws Exception {
        Gate gate = gate(2, 100, 100);
        for (int i = 0; i < 5; i++) {
            gate.leave(enter(gate, "192.0.2.1"));
            Visit visit = enter(gate, "192.0.2.1");
            visit.refused();
            gate.signedIn(visit, "solvik");
            gate.leave(visit);
        }

        assertThatCode(() -> enter(gate, "192.0.2.1")).doesNotThrowAnyException();
    }

    @Test
    void neverKeepsOutAnAddressThatIsTrusted() throws Exception {
        Gate gate = gate(2, 100, 100, "192.0.2.0/24");

        fail(gate, "192.0.2.1", 10);

        assertThatCode(() -> enter(gate, "192.0.2.1")).doesNotThrowAnyException();
    }

    @Test
    void sendsAwayTheOneThatStoodLongestWhenThereAreTooMany() throws Exception {
        Gate gate = gate(20, 3, 2);

        enter(gate, "192.0.2.1");
        enter(gate, "192.0.2.2");
        enter(gate, "192.0.2.2");
        enter(gate, "192.0.2.2");
        enter(gate, "192.0.2.3");

        assertThat(hungUp).containsExactly("192.0.2.2", "192.0.2.1");
    }

    @Test
    void leavesThoseWhoHaveSignedInAloneAndTakesNoMoreThanItHasRoomFor() throws Exception {
        Gate gate = gate(20, 2, 2);
        for (int i = 0; i < 3; i++) {
            gate.signedIn(enter(gate, "192.0.2.1"), "solvik");
        }

        assertThatThrownBy(() -> enter(gate, "192.0.2.2")).isInstanceOf(IOException.class);
        assertThat(hungUp).isEmpty();
        assertThat(gate.inside()).hasSize(3);
    }

    @Test
    void countsHandlesPerSender() throws Exception {
        Gate gate = gate(20, 100, 100);
        gate.openHandle("solvik");
        gate.openHandle("solvik");

        assertThatThrownBy(() -> gate.openHandle("solvik")).isInstanceOf(Refused.class);
        assertThatCode(() -> gate.openHandle("fjordby")).doesNotThrowAnyException();
        gate.closeHandle("solvik");
        assertThatCode(() -> gate.openHandle("solvik")).doesNotThrowAnyException();
    }
}
