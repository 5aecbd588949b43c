package no.rapportmottak.hub;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import no.rapportmottak.Rapportmottak;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/** A test of a hub whose broker is another process, whose routing is its own and whose steps can be made to fail. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@CamelSpringBootTest
@AutoConfigureObservability(tracing = false)
@SpringBootTest(
        classes = {Rapportmottak.class, Hub.class, Queues.class, Faults.class, FreeSpace.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "rapportmottak.sftp.port=0",
            "rapportmottak.drop.settle=100ms",
            "rapportmottak.console.users.leser.password=" + AConsole.ENCODED,
            "rapportmottak.console.users.leser.roles=lese",
            "rapportmottak.console.users.drifter.password=" + AConsole.ENCODED,
            "rapportmottak.console.users.drifter.roles=drift",
            "rapportmottak.console.users.godkjenner.password=" + AConsole.ENCODED,
            "rapportmottak.console.users.godkjenner.roles=godkjenner",
            "rapportmottak.console.oidc.claim=groups",
            "rapportmottak.console.oidc.roles.vakt=drift",
            "rapportmottak.console.users.ingen.password=" + AConsole.ENCODED,
            "rapportmottak.watch.pause=${watch.pause:200ms}",
            "rapportmottak.watch.late=${watch.late:6s}",
            "rapportmottak.watch.answer=${watch.answer:3s}",
        })
@ContextConfiguration(initializers = OddSurroundings.class)
@interface OddHubTest {}
