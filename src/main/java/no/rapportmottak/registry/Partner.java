package no.rapportmottak.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Somebody's SFTP server that we fetch reports from and bring receipts to.
 *
 * @param hostKeys      the keys that it may show, each {@code <type> <Base64>}; two while it changes its key
 * @param privateKey    the file with our key
 * @param sender        whom the fetched reports are from
 * @param inn           the folder there that we fetch from
 * @param receipts      the folder there that its receipts go to
 * @param done          the folder there that a taken file is moved to, or null: it is removed
 * @param marker        what the name of a file's marker ends with, or null: a file is ready when it has settled
 * @param poll          between two looks
 * @param settle        how long a file must be unchanged, on the hub's own clock
 * @param connect       how long to connect and to sign in may take, each
 * @param answer        how long the server may leave a request without an answer
 * @param keepAlive     after so long without a byte it is asked for a sign of life
 * @param keepAlives    after so many that were not answered the connection is dead
 * @param allowPrivate  whether it may lie on loopback or a private network
 */
public record Partner(
        String id,
        String host,
        int port,
        String user,
        List<String> hostKeys,
        Path privateKey,
        String sender,
        String inn,
        String receipts,
        String done,
        String marker,
        Duration poll,
        Duration settle,
        Duration connect,
        Duration answer,
        Duration keepAlive,
        int keepAlives,
        boolean allowPrivate) {

    /** Its keys as lines of OpenSSH's known_hosts, whatever the port. */
    public String knownHosts() {
        StringBuilder lines = new StringBuilder();
        hostKeys.forEach(key -> lines.append("%s,[%s]:%d %s%n".formatted(host, host, port, key)));
        return lines.toString();
    }

    /** The names of the algorithms that its pinned keys can prove themselves with. */
    public String hostKeyAlgorithms() {
        return String.join(",", hostKeys.stream()
                .map(key -> key.substring(0, key.indexOf(' ')))
                .map(type -> type.equals("ssh-rsa") ? "rsa-sha2-512,rsa-sha2-256" : type)
                .toList());
    }

    @Override
    public String toString() {
        return "Partner[" + id + "]";
    }
}
