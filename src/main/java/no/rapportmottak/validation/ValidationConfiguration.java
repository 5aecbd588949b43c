package no.rapportmottak.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import no.rapportmottak.ledger.Accepted;
import no.rapportmottak.ledger.VersionRule;
import no.rapportmottak.registry.Catalogue;
import no.rapportmottak.registry.ConfigurationMistake;
import no.rapportmottak.registry.Home;
import no.rapportmottak.registry.Senders;
import no.rapportmottak.report.AttachmentStore;
import no.rapportmottak.report.BuiltSchemas;
import no.rapportmottak.report.ReportTypes;
import no.rapportmottak.report.Reports;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** The check and what it needs; enough for checking off-line too. */
@Configuration(proxyBeanMethods = false)
public class ValidationConfiguration {

    @Bean
    ReportTypes reportTypes(Home home) throws IOException {
        BuiltSchemas.differing(home.folder("schemas"), Home.bundled("schemas")).ifPresent(schema -> {
            throw new ConfigurationMistake("schema " + schema + " differs from the build: run mvn package");
        });
        return ReportTypes.read(home.folder("schemas"));
    }

    @Bean
    Reports reports(
            ReportTypes types,
            @Value("${rapportmottak.limits.file-size}") DataSize fileSize,
            @Value("${rapportmottak.limits.structure}") DataSize structure,
            AttachmentStore attachments) {
        return new Reports(types, fileSize.toBytes(), structure.toBytes(), attachments);
    }

    @Bean
    RuleBook ruleBook(
            Home home,
            ReportTypes types,
            Catalogue catalogue,
            ObjectProvider<Accepted> accepted,
            @Value("${rapportmottak.rehearse.rules:#{null}}") Path rehearsed) {
        return new RuleBook(
                rules(home.folder("schemas"), rehearsed), types, catalogue, accepted.getIfAvailable());
    }

    /** Where each {@code rules.yaml} is, by its path from schemas/: in the folder to rehearse if it has one. */
    private static UnaryOperator<Path> rules(Path schemas, Path rehearsed) {
        return path -> rehearsed != null && Files.exists(rehearsed.resolve(path.toString()))
                ? rehearsed.resolve(path.toString())
                : schemas.resolve(path.toString());
    }

    @Bean
    Check check(
            Reports reports,
            RuleBook rules,
            Senders senders,
            @Value("${rapportmottak.validate.language:#{null}}") String language,
            @Value("${rapportmottak.limits.check-time}") Duration longest) {
        return new Check(reports, rules, senders, language, longest);
    }

    /** Off unless {@code rapportmottak.malware.clamd} says where the scanner is. */
    @Bean
    MalwareScan malwareScan(
            @Value("${rapportmottak.malware.clamd:}") String clamd,
            @Value("${rapportmottak.malware.deadline}") Duration deadline,
            AttachmentStore attachments,
            RuleBook rules,
            Senders senders) {
        return new MalwareScan(clamd.isBlank() ? null : new Clamd(clamd.strip(), deadline), attachments, rules, senders);
    }

    @Bean
    Quarantine quarantine(RuleBook rules, Senders senders) {
        return new Quarantine(rules, senders);
    }

    @Bean
    VersionRule versionRule(RuleBook rules, Senders senders, Catalogue catalogue) {
        return new Versions(rules, senders, catalogue);
    }
}
