package no.rapportmottak.reception;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where and how files come in.
 *
 * @param data everything the hub writes lies under it
 */
@ConfigurationProperties("rapportmottak")
public record ReceptionSettings(
        @DefaultValue("data") Path data,
        @DefaultValue Sftp sftp,
        @DefaultValue Drop drop,
        @DefaultValue Limits limits) {

    /**
     * @param port    0 for any free one
     * @param hostKey made at the first start and then kept; by default under {@code data}
     */
    public record Sftp(
            @DefaultValue("2222") int port,
            @DefaultValue("127.0.0.1") String address,
            @DefaultValue("true") boolean enabled,
            Path hostKey) {}

    /** @param settle how long a file must be unchanged, on the hub's own clock, before it is taken */
    public record Drop(@DefaultValue("2s") Duration settle) {}

    /** @param fileSize what SFTP takes; the byte that passes it is refused */
    public record Limits(@DefaultValue("25MB") DataSize fileSize) {}

    public Path hostKey() {
        return Objects.requireNonNullElse(sftp.hostKey(), data.resolve("keys/sftp-host-key"));
    }

    Path incoming() {
        return data.resolve("incoming");
    }

    Path uploads() {
        return data.resolve("uploads");
    }

    Path fetching() {
        return data.resolve("fetching");
    }

    Path senders() {
        return data.resolve("senders");
    }
}
