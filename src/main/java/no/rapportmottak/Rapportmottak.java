package no.rapportmottak;

import no.rapportmottak.operations.CommandLine;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The hub. The broker and the users of the console are our own affair, so Boot's are switched off. */
@SpringBootApplication(exclude = {ArtemisAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
@ConfigurationPropertiesScan
public class Rapportmottak {

    public static void main(String[] arguments) {
        int status = CommandLine.run(Rapportmottak.class, arguments);
        if (status != CommandLine.KEEPS_RUNNING) {
            System.exit(status);
        }
    }
}
