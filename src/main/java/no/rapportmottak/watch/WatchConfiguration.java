package no.rapportmottak.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import jakarta.jms.ConnectionFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import no.rapportmottak.delivery.Consumption;
import no.rapportmottak.delivery.Receivers;
import no.rapportmottak.ledger.Backlog;
import no.rapportmottak.ledger.Delivery.Kind;
import no.rapportmottak.ledger.Happenings;
import no.rapportmottak.ledger.Nodes;
import no.rapportmottak.ledger.Outbox;
import no.rapportmottak.ledger.Reconciliation;
import no.rapportmottak.ledger.Search;
import no.rapportmottak.reception.Partners;
import no.rapportmottak.reception.ReceptionSettings;
import no.rapportmottak.reception.SenderFolders;
import no.rapportmottak.reception.SftpServer;
import no.rapportmottak.reception.Waiting;
import no.rapportmottak.registry.Home;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.registry.SendersFile;
import no.rapportmottak.validation.MalwareScan;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is watched. Health shows the probes in this order. */
@Configuration(proxyBeanMethods = false)
class WatchConfiguration {

    @Bean
    Backlog backlog(JdbcClient jdbc) {
        return new Backlog(jdbc);
    }

    @Bean
    AlarmLog alarmLog(JdbcClient jdbc, Nodes nodes) {
        return new AlarmLog(jdbc, nodes);
    }

    @Bean
    Alarms alarms(Clock clock, AlarmLog log, ConnectionFactory connections) {
        return new Alarms(clock, List.of(log, new AlarmMessages(connections)));
    }

    @Bean
    Watch watch(
            List<Probe> probes, PartnerProbes partners, Alarms alarms, AlarmLog log, Measures measures, Canary canary,
            Traces traces, Nodes nodes, WatchSettings settings) {
        return new Watch(partners.with(probes), alarms, log, List.of(measures::take, canary::take, traces::take), nodes, settings);
    }

    @Bean
    Measures measures(
            MeterRegistry meters, JdbcClient jdbc, Backlog backlog, Alarms alarms, List<Probe> probes,
            PartnerProbes partners, Clock clock, WatchSettings settings) {
        List<String> names = partners.with(probes).stream().map(Probe::name).toList();
        return new Measures(meters, new Happenings(jdbc), backlog, alarms, names, clock, settings.senders());
    }

    /** Off unless a collector is named, by Boot's property or as OpenTelemetry has it. */
    @Bean
    Traces traces(
            JdbcClient jdbc, Search search, Clock clock,
            @Value("${management.otlp.tracing.endpoint:${OTEL_EXPORTER_OTLP_TRACES_ENDPOINT:}}") String endpoint,
            @Value("${OTEL_EXPORTER_OTLP_ENDPOINT:}") String base,
            @Value("${OTEL_EXPORTER_OTLP_HEADERS:}") List<String> headers) {
        String address = endpoint.isEmpty() && !base.isEmpty() ? base.replaceFirst("/$", "") + "/v1/traces" : endpoint;
        return new Traces(new Happenings(jdbc), search, address.isEmpty() ? null : collector(address, headers), clock);
    }

    /** @param headers each {@code name=value} */
    private static SpanExporter collector(String address, List<String> headers) {
        OtlpHttpSpanExporterBuilder collector = OtlpHttpSpanExporter.builder().setEndpoint(address);
        headers.stream().map(header -> header.split("=", 2)).filter(header -> header.length == 2)
                .forEach(header -> collector.addHeader(header[0].strip(), header[1].strip()));
        return collector.build();
    }

    /** As many as the configuration names, so they are no beans. */
    private record PartnerProbes(List<Probe> partners) {

        List<Probe> with(List<Probe> others) {
            return Stream.concat(others.stream(), partners.stream()).toList();
        }
    }

    @Bean
    PartnerProbes partnerProbes(Partners partners, Clock clock, WatchSettings settings) {
        return new PartnerProbes(partners.all().stream()
                .map(partner -> (Probe) new PartnerProbe(partner.id(), () -> partners.standing(partner.id()),
                        partner.poll().multipliedBy(2).plus(settings.late()), clock))
                .toList());
    }

    @Bean
    WatchHealth watchHealth(HealthContributorRegistry registry, Watch watch) {
        return new WatchHealth(registry, watch);
    }

    @Bean
    Routes watchedRoutes(CamelContext camel) {
        return new Routes(camel);
    }

    @Bean
    @ConditionalOnMissingBean
    Space space() {
        return folder -> Files.getFileStore(folder).getUsableSpace();
    }

    @Bean
    @Order(1)
    Probe sftpProbe(SftpServer server, ReceptionSettings settings) {
        return new SftpProbe(server, settings.sftp().enabled());
    }

    @Bean
    @Order(2)
    Probe folderProbe(Waiting waiting, Routes routes, ReceptionSettings reception, WatchSettings settings) {
        return new FolderProbe(waiting, routes, settings.late().plus(reception.drop().settle()));
    }

    @Bean
    @Order(3)
    Probe checkerProbe(Backlog backlog, Routes routes, Clock clock, WatchSettings settings) {
        return new CheckerProbe(backlog, routes, clock, settings.late());
    }

    @Bean
    @Order(3)
    @ConditionalOnProperty("rapportmottak.malware.clamd")
    Probe scannerProbe(MalwareScan scan) {
        return new ScannerProbe(scan);
    }

    @Bean
    @Order(4)
    Probe receiptsProbe(Backlog backlog, Routes routes, Receivers receivers, Clock clock, WatchSettings settings) {
        return relay(Kind.KVITTERING, List.of(LedgerProbe.NAME, DiskProbe.NAME), backlog, routes, receivers, clock, settings);
    }

    @Bean
    @Order(5)
    Probe archiveProbe(Backlog backlog, Routes routes, Receivers receivers, Clock clock, WatchSettings settings) {
        return relay(Kind.ARKIV, List.of(LedgerProbe.NAME, DiskProbe.NAME), backlog, routes, receivers, clock, settings);
    }

    @Bean
    @Order(6)
    Probe queuesProbe(Backlog backlog, Routes routes, Receivers receivers, Clock clock, WatchSettings settings) {
        return relay(Kind.KOE, List.of(LedgerProbe.NAME, BrokerProbe.NAME), backlog, routes, receivers, clock, settings);
    }

    @Bean
    @Order(7)
    Probe webhooksProbe(Backlog backlog, Routes routes, Receivers receivers, Clock clock, WatchSettings settings) {
        return relay(Kind.WEBHOOK, List.of(LedgerProbe.NAME), backlog, routes, receivers, clock, settings);
    }

    @Bean
    @Order(8)
    Probe mailProbe(Backlog backlog, Routes routes, Receivers receivers, Clock clock, WatchSettings settings) {
        return relay(Kind.EPOST, List.of(LedgerProbe.NAME), backlog, routes, receivers, clock, settings);
    }

    @Bean
    @Order(8)
    Probe partnersProbe(
            Backlog backlog, Routes routes, Receivers receivers, Partners partners, Clock clock, WatchSettings settings) {
        return relay(Kind.PARTNER, List.of(LedgerProbe.NAME), backlog, routes, receivers, partners::isAway, clock, settings);
    }

    private static Probe relay(
            Kind kind, List<String> restsOn, Backlog backlog, Routes routes, Receivers receivers, Clock clock,
            WatchSettings settings) {
        return relay(kind, restsOn, backlog, routes, receivers, receiver -> false, clock, settings);
    }

    /** @param explained whether a line of its own tells of a receiver already */
    private static Probe relay(
            Kind kind, List<String> restsOn, Backlog backlog, Routes routes, Receivers receivers,
            Predicate<String> explained, Clock clock, WatchSettings settings) {
        return new RelayProbe(
                kind, Relays.routeOf(kind), restsOn, backlog, routes, receivers::troubles, explained, clock, settings.late());
    }

    @Bean
    @Order(9)
    Probe ledgerProbe(Nodes nodes) {
        return new LedgerProbe(nodes);
    }

    @Bean
    @Order(18)
    Probe nodesProbe(Nodes nodes) {
        return new NodesProbe(nodes);
    }

    @Bean
    @Order(10)
    Probe brokerProbe(ConnectionFactory connections, Outbox outbox) {
        return new BrokerProbe(connections, () -> outbox.hurry(Kind.KOE));
    }

    @Bean
    @Order(11)
    Probe diskProbe(@Value("${rapportmottak.data}") Path data, Space space, WatchSettings settings) {
        return new DiskProbe(data, space, settings.diskLow(), settings.diskFull());
    }

    @Bean
    @Order(12)
    Probe configurationProbe(SendersFile file, Senders senders, SenderFolders folders, Clock clock) {
        return new ConfigurationProbe(file, senders, folders, clock);
    }

    @Bean
    @Order(13)
    Probe clockProbe(Clock clock, WatchSettings settings) {
        return new ClockProbe(clock, System::nanoTime, settings.clockStep());
    }

    @Bean
    @Order(14)
    Probe stateAgeProbe(Backlog backlog, Alarms alarms, Clock clock, WatchSettings settings) {
        return new StateAgeProbe(backlog, settings.maxAge(), probe -> !alarms.activeOf(probe).isEmpty(), clock);
    }

    @Bean
    Reconciliation reconciliation(JdbcClient jdbc) {
        return new Reconciliation(jdbc);
    }

    @Bean
    @Order(15)
    Probe conservationProbe(
            Reconciliation ledger, @Value("${rapportmottak.data}") Path data, Alarms alarms, Clock clock) {
        return new ConservationProbe(ledger, data, alarms, clock);
    }

    @Bean
    Canary canary(
            CanarySettings settings, Home home, @Value("${rapportmottak.data}") Path data, Senders senders,
            SenderFolders folders, SftpServer sftp, MeterRegistry meters) {
        return new Canary(settings, home, data, senders, folders, sftp, meters);
    }

    @Bean
    @Order(16)
    Probe canaryProbe(Canary canary) {
        return new CanaryProbe(canary);
    }

    @Bean
    @Order(17)
    Probe consumerProbe(Consumption consumption, WatchSettings settings) {
        return new ConsumerProbe(consumption, settings.consumer(), settings.unread());
    }
}
