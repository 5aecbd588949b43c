package no.rapportmottak.campaign.small;

import no.rapportmottak.operations.CommandLine;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Profile;

/** Store, ledger, drop folders and relays, started and ended as the hub is. By its profile alone: tests of the hub find it too. */
@Profile(SmallHub.PROFILE)
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class, PropertyPlaceholderAutoConfiguration.class,
    DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class, TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class, FlywayAutoConfiguration.class,
    CamelAutoConfiguration.class})
@ConfigurationPropertiesScan("no.rapportmottak")
@ComponentScan(
        basePackages = "no.rapportmottak",
        excludeFilters = @Filter(type = FilterType.REGEX, pattern = {
            "no\\.rapportmottak\\.Rapportmottak",
            "no\\.rapportmottak\\.(console|watch)\\..*",
            "no\\.rapportmottak\\.operations\\.(Demo|DemoEnvironment|FlowHealth|StartReport|PublishedKeys|Warmup|Offline|"
                    + "BesideHub|DutyParts|LedgerParts|[A-Za-z]*Command).*"}))
public class SmallHub {

    public static final String PROFILE = "small-hub";
    /** The id of its partner, if it has one. */
    public static final String PARTNER = "nabo";

    public static void main(String[] arguments) throws InterruptedException {
        Points.listen();
        CommandLine.run(SmallHub.class, arguments);
        Points.say("READY");
        // Without web and SFTP server nothing else keeps the process.
        Thread.currentThread().join();
    }

    @Bean
    StepPoints stepPoints() {
        return new StepPoints();
    }

    @Bean
    static CommitPoints commitPoints() {
        return new CommitPoints();
    }
}
