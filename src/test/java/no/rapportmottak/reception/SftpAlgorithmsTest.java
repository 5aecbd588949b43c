package no.rapportmottak.reception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server offers, as its first message (RFC 4253, 7.1) has it, and that nothing else is taken. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SftpAlgorithmsTest {

    private static final int COOKIE = 16;

    @TempDir
    static Path folder;

    private Parts parts;
    /** In the order of the message: key exchange, host keys, then ciphers, MACs and compressions both ways. */
    private List<List<String>> offered;

    @BeforeAll
    void start() throws Exception {
        parts = new Parts(folder.resolve("data"), Clock.systemUTC()).start();
        offered = offers(parts.server.port());
    }

    @AfterAll
    void stop() {
        parts.close();
    }

    private static List<List<String>> offers(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write("SSH-2.0-probe\r\n".getBytes(StandardCharsets.US_ASCII));
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            while (in.readByte() != '\n') {
                // the server's greeting
            }
            byte[] packet = in.readNBytes(in.readInt());
            ByteBuffer message = ByteBuffer.wrap(packet, 2 + COOKIE, packet.length - 2 - COOKIE);
            List<List<String>> lists = new ArrayList<>();
            while (lists.size() < 8) {
                byte[] names = new byte[message.getInt()];
                message.get(names);
                lists.add(List.of(new String(names, StandardCharsets.US_ASCII).split(",")));
            }
            return lists;
        }
    }

    @Test
    void exchangesKeysByModernMeansAlone() {
        assertThat(offered.get(0)).containsExactly(
                "mlkem768x25519-sha256",
                "sntrup761x25519-sha512",
                "sntrup761x25519-sha512@openssh.com",
                "curve25519-sha256",
                "curve25519-sha256@libssh.org",
                "ecdh-sha2-nistp521",
                "ecdh-sha2-nistp384",
                "ecdh-sha2-nistp256",
                "diffie-hellman-group18-sha512",
                "diffie-hellman-group16-sha512",
                "ext-info-s",
                "kex-strict-s-v00@openssh.com");
    }

    @Test
    void showsTheHostKeyThatItHas() {
        assertThat(offered.get(1)).containsExactly("ssh-ed25519");
    }

    @Test
    void enciphersBothWaysByModernMeansAlone() {
        assertThat(offered.get(2)).isEqualTo(offered.get(3)).containsExactly(
                "chacha20-poly1305@openssh.com",
                "aes256-gcm@openssh.com",
                "aes128-gcm@openssh.com",
                "aes256-ctr",
                "aes192-ctr",
                "aes128-ctr");
    }

    @Test
    void authenticatesMessagesBySha2Alone() {
        assertThat(offered.get(4)).isEqualTo(offered.get(5)).containsExactly(
                "hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512");
    }

    @Test
    void compressesOnlyForThoseWhoHaveSignedIn() {
        assertThat(offered.get(6)).isEqualTo(offered.get(7)).containsExactly("none", "zlib@openssh.com");
    }

    /** Everything that OpenSSH can, also what it would never offer by itself. */
    @ParameterizedTest
    @CsvSource({"kex,0,KexAlgorithms", "cipher,2,Ciphers", "mac,4,MACs", "HostKeyAlgorithms,1,HostKeyAlgorithms"})
    void takesNothingOfWhatOpenSshCanDoBeyondThat(String kind, int list, String option) throws Exception {
        assumeTrue(Shell.isInstalled("ssh"), "skipped: no OpenSSH client on this machine");
        List<String> others = Stream.of(Shell.run("ssh", "-Q", kind).output().split("\n"))
                .filter(name -> !offered.get(list).contains(name))
                .toList();

        assertThat(others).isNotEmpty();
        for (String name : others) {
            assertThat(connect(option + "=" + name)).as(name).contains("no matching");
        }
    }

    /** Ciphers that authenticate by themselves would pass over the MAC. */
    private String connect(String option) throws Exception {
        List<String> cipher = option.startsWith("Ciphers") ? List.of() : List.of("-o", "Ciphers=aes128-ctr");
        return Shell.run(Shell.concat(
                List.of("ssh", "-p", Integer.toString(parts.server.port()), "-o", "LogLevel=INFO", "-o", option),
                cipher,
                Shell.options(folder.resolve("none")),
                List.of("solvik@127.0.0.1"))).output();
    }
}
