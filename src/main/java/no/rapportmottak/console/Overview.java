package no.rapportmottak.console;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.rapportmottak.delivery.Receivers;
import no.rapportmottak.ledger.Backlog;
import no.rapportmottak.ledger.Backlog.Standing;
import no.rapportmottak.ledger.Delivery.Kind;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.ledger.Outbox;
import no.rapportmottak.ledger.Pauses;
import no.rapportmottak.ledger.Tally;
import no.rapportmottak.reception.SenderFolders;
import no.rapportmottak.reception.SftpServer;
import no.rapportmottak.registry.Sender;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.registry.SendersFile;
import no.rapportmottak.submission.Outcome;
import no.rapportmottak.watch.Alarms;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.springframework.stereotype.Component;

/** How the hub stands at this moment; every number by an index or a counter, never by looking at all submissions. */
@Component
class Overview {

    /**
     * A part of the hub that works by itself.
     *
     * @param name      the texts have words for it
     * @param running   whether it takes work
     * @param perMinute of this process, lately
     * @param waiting   how much it has before it
     * @param oldest    since when the oldest of that waits, or null
     * @param reference of the oldest, or null
     * @param dead      how much it has given up
     */
    public record Stage(
            String name, boolean running, double perMinute, long waiting, Instant oldest, String reference, long dead) {}

    /** Something that wants a look; {@code link} leads to where it is put right, or is null. */
    public record Attention(String text, String detail, String link) {}

    /** An hour of the day in Norway. */
    public record Hour(int hour, long received, long rejected) {}

    /** @param runbook the section of the runbook that says what to do */
    public record OpenAlarm(String id, Instant since, String text, String runbook) {}

    /**
     * @param today  what was received and decided since midnight in Norway
     * @param alarms those that are active, the oldest first
     */
    public record Now(
            List<Stage> stages, Map<Outcome, Long> today, long inFlight, long quarantined, List<Hour> curve,
            List<Attention> attention, List<OpenAlarm> alarms) {

        /** The stage whose oldest item has waited longest. */
        public Optional<Stage> slowest() {
            return stages.stream().filter(stage -> stage.oldest() != null)
                    .min((one, other) -> one.oldest().compareTo(other.oldest()));
        }

        /** How many submissions had that outcome today. */
        public long count(String outcome) {
            return today.get(Outcome.valueOf(outcome));
        }

        public long waiting(String name) {
            return stages.stream().filter(stage -> stage.name().equals(name)).mapToLong(Stage::waiting).sum();
        }
    }

    private static final Map<Kind, String> RELAYS = Map.of(
            Kind.KVITTERING, "relay-receipts", Kind.ARKIV, "relay-archive", Kind.KOE, "relay-queues",
            Kind.WEBHOOK, "relay-webhooks", Kind.EPOST, "relay-mail", Kind.PARTNER, "relay-partners");
    private static final Map<Kind, String> DELIVERIES = Map.of(
            Kind.KVITTERING, "deliver-receipts", Kind.ARKIV, "deliver-to-archive", Kind.KOE, "deliver-to-queue",
            Kind.WEBHOOK, "deliver-webhooks", Kind.EPOST, "deliver-mail", Kind.PARTNER, "deliver-partners");

    private final CamelContext camel;
    private final Rates rates;
    private final Ledger ledger;
    private final Backlog backlog;
    private final Outbox outbox;
    private final Tally tally;
    private final Clock clock;
    private final SftpServer sftp;
    private final Receivers receivers;
    private final SenderFolders folders;
    private final SendersFile sendersFile;
    private final Senders senders;
    private final Pauses pauses;
    private final PartnerList partners;
    private final Alarms alarms;

    Overview(
            CamelContext camel,
            Rates rates,
            Ledger ledger,
            Backlog backlog,
            Outbox outbox,
            Tally tally,
            Clock clock,
            SftpServer sftp,
            Receivers receivers,
            SenderFolders folders,
            SendersFile sendersFile,
            Senders senders,
            Pauses pauses,
            PartnerList partners,
            Alarms alarms) {
        this.camel = camel;
        this.rates = rates;
        this.ledger = ledger;
        this.backlog = backlog;
        this.outbox = outbox;
        this.tally = tally;
        this.clock = clock;
        this.sftp = sftp;
        this.receivers = receivers;
        this.folders = folders;
        this.sendersFile = sendersFile;
        this.senders = senders;
        this.pauses = pauses;
        this.partners = partners;
        this.alarms = alarms;
    }

    Now now() {
        ZonedDateTime midnight = clock.instant().atZone(Show.OSLO).truncatedTo(ChronoUnit.DAYS);
        List<Tally.Hour> hours = tally.since(midnight.toInstant());
        List<Stage> stages = stages();
        long quarantined = ledger.count(Outcome.KARANTENE);
        return new Now(stages, Tally.sums(hours), ledger.count(Outcome.MOTTATT), quarantined, curve(hours),
                attention(stages, quarantined), openAlarms());
    }

    private List<OpenAlarm> openAlarms() {
        return alarms.active().stream()
                .map(alarm -> new OpenAlarm(alarm.id(), alarm.since(), alarm.text(), alarm.runbook()))
                .toList();
    }

    private List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("sftp", sftp.isRunning(), 0, 0, null, null, 0));
        stages.add(new Stage("receive-drop", runs("receive-drop"), rates.perMinute("receive-drop"), 0, null, null, 0));
        Optional<Standing> undecided = backlog.oldest(Outcome.MOTTATT);
        stages.add(new Stage("check", runs("handle") && runs("check"), rates.perMinute("check"), ledger.count(Outcome.MOTTATT),
                undecided.map(Standing::since).orElse(null),
                undecided.map(standing -> standing.reference().value()).orElse(null), 0));
        for (Kind kind : Kind.values()) {
            stages.add(relay(kind));
        }
        return stages;
    }

    private Stage relay(Kind kind) {
        Optional<Outbox.Waiting> oldest = outbox.oldest(kind);
        return new Stage(RELAYS.get(kind), runs(RELAYS.get(kind)), rates.perMinute(DELIVERIES.get(kind)),
                outbox.count(kind, "VENTER"), oldest.map(Outbox.Waiting::since).orElse(null),
                oldest.map(item -> item.reference().value()).orElse(null), outbox.count(kind, "DOED"));
    }

    private boolean runs(String route) {
        ServiceStatus status = camel.getRouteController().getRouteStatus(route);
        return status != null && status.isStarted();
    }

    private static List<Hour> curve(List<Tally.Hour> hours) {
        long[] received = new long[24];
        long[] rejected = new long[24];
        for (Tally.Hour hour : hours) {
            int inNorway = hour.hour().atZone(Show.OSLO).getHour();
            received[inNorway] += hour.what() == Outcome.MOTTATT ? hour.n() : 0;
            rejected[inNorway] += hour.what() == Outcome.AVVIST ? hour.n() : 0;
        }
        List<Hour> curve = new ArrayList<>();
        for (int i = 0; i < received.length; i++) {
            curve.add(new Hour(i, received[i], rejected[i]));
        }
        return curve;
    }

    private List<Attention> attention(List<Stage> stages, long quarantined) {
        List<Attention> all = new ArrayList<>();
        long dead = stages.stream().mapToLong(Stage::dead).sum();
        if (dead > 0) {
            all.add(new Attention("attention.dead", Long.toString(dead), "/dead-letters"));
        }
        if (quarantined > 0) {
            all.add(new Attention("attention.quarantine", Long.toString(quarantined), "/quarantine"));
        }
        stages.stream().filter(stage -> !stage.running())
                .forEach(stage -> all.add(new Attention("attention.stopped", stage.name(), null)));
        receivers.troubles().forEach((receiver, trouble) ->
                all.add(new Attention("attention.away", receiver + ": " + trouble, "/dead-letters")));
        partners.down().forEach((partner, cause) ->
                all.add(new Attention("attention.partner", partner + ": " + cause, "/partners")));
        if (sendersFile.mistake() != null) {
            all.add(new Attention("attention.senders", sendersFile.mistake(), null));
        }
        strangers().forEach(folder -> all.add(new Attention("attention.stranger", folder, "/senders")));
        senders.all().stream().map(Sender::id).filter(pauses::isPaused).sorted()
                .forEach(id -> all.add(new Attention("attention.paused", id, "/senders/" + id)));
        return all;
    }

    private List<String> strangers() {
        try {
            return folders.strangers();
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }
}
