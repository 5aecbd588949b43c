package no.rapportmottak.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import no.rapportmottak.ledger.Parcel;
import no.rapportmottak.ledger.RecipientRefused;
import no.rapportmottak.ledger.RecipientUnavailable;
import no.rapportmottak.registry.Endpoints;
import no.rapportmottak.registry.Endpoints.Webhook;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.Finding;
import no.rapportmottak.submission.Verdict;
import org.apache.camel.Header;
import org.apache.camel.Headers;

/**
 * What webhook receivers are told, and what is made of their answers. The body is a CloudEvent with nothing
 * personal in it; it is the same, with the same id, however often it is sent.
 */
public class Webhooks {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);
    /**
     * Over two minutes: proxies answer 401, 403 or 404 while what is behind them is being deployed. After that the
     * same bytes won't be taken, and whatever comes later in the same key would wait in vain.
     */
    private static final int MOST_REFUSALS = 8;

    private final Endpoints endpoints;
    private final Receivers receivers;
    private final Clock clock;

    Webhooks(Endpoints endpoints, Receivers receivers, Clock clock) {
        this.endpoints = endpoints;
        this.receivers = receivers;
        this.clock = clock;
    }

    /** The body; address and signature are put to the headers, of which there will be no others. */
    public byte[] compose(Parcel parcel, @Headers Map<String, Object> headers) {
        String id = parcel.delivery().destination();
        Webhook webhook = endpoints.webhook(id)
                .orElseThrow(() -> new RecipientRefused("there is no webhook " + id + " in endpoints.yaml any more"));
        if (receivers.isGone(id)) {
            throw new RecipientRefused("the webhook " + id + " has answered 410 Gone");
        }
        byte[] body = event(parcel).toString().getBytes(UTF_8);
        Instant now = clock.instant();
        headers.clear();
        headers.put("CamelHttpUri", webhook.url().toString());
        headers.put("Content-Type", "application/cloudevents+json; charset=utf-8");
        headers.put("webhook-id", parcel.delivery().id());
        headers.put("webhook-timestamp", String.valueOf(now.getEpochSecond()));
        headers.put("webhook-signature", Signature.of(parcel.delivery().id(), now, body, webhook.secrets()));
        return body;
    }

    private static ObjectNode event(Parcel parcel) {
        Decision decision = parcel.decision();
        Verdict verdict = decision.verdict();
        ObjectNode event = JSON.createObjectNode();
        event.put("specversion", "1.0");
        event.put("id", parcel.delivery().id());
        event.put("source", "urn:rapportmottak");
        event.put("type", Endpoints.event(decision.outcome()));
        event.put("subject", parcel.reference().value());
        event.put("time", decision.handled().toString());
        event.put("datacontenttype", "application/json");
        ObjectNode data = event.putObject("data");
        data.put("referanse", parcel.reference().value());
        data.put("utfall", decision.outcome().name());
        data.put("rapporttype", verdict.reportType());
        data.put("skjemaversjon", verdict.schemaVersion());
        verdict.findings().stream().map(Finding::code).distinct().sorted().forEach(data.putArray("koder")::add);
        data.put("antallFunn", verdict.findings().size());
        data.put("versjon", decision.version() == 0 ? null : decision.version());
        data.put("sha256", parcel.submission().original().sha256());
        return event;
    }

    /**
     * Ends well on 2xx. 410 and redirects are final at once: the address has to change, and to follow a redirect
     * would send what was signed for one receiver to another.
     */
    public Parcel judge(
            Parcel parcel, @Header("CamelHttpResponseCode") int status, @Header("Retry-After") String retryAfter)
            throws RecipientUnavailable, RefusedForNow {
        String id = parcel.delivery().destination();
        String answer = "the webhook " + id + " answered " + status;
        if (status == 410) {
            receivers.gone(id, answer);
            throw new RecipientRefused(answer);
        }
        if (status >= 500 || status == 408 || status == 425 || status == 429) {
            throw new RecipientUnavailable(answer, notBefore(retryAfter));
        }
        receivers.answered(id);
        if (status >= 400 && parcel.delivery().attempts() + 1 < MOST_REFUSALS) {
            throw new RefusedForNow(answer);
        }
        if (status < 200 || status >= 300) {
            throw new RecipientRefused(answer);
        }
        return parcel;
    }

    /** What Retry-After asks for, in seconds or as a date, as far as we go along with it; null without. */
    private Instant notBefore(String retryAfter) {
        Instant now = clock.instant();
        try {
            Instant asked = retryAfter == null ? null
                    : retryAfter.matches("[0-9]{1,9}") ? now.plusSeconds(Long.parseLong(retryAfter))
                    : ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Instant latest = now.plus(LONGEST_RETRY_AFTER);
            return asked != null && asked.isAfter(latest) ? latest : asked;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
