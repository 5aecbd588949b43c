package no.rapportmottak.hub;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import no.rapportmottak.Rapportmottak;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/** A test of the hub with everything embedded, as a newcomer starts it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@CamelSpringBootTest
@SpringBootTest(
        classes = {Rapportmottak.class, Hub.class, Queues.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "rapportmottak.sftp.port=0",
            "rapportmottak.drop.settle=100ms",
            "rapportmottak.limits.file-size=2MB",
            "rapportmottak.limits.structure=1MB",
            "rapportmottak.broker.users.konsument.password=" + Queues.PASSWORD,
            "rapportmottak.broker.users.konsument.role=konsument",
            "rapportmottak.broker.users.konsument.queues=hod.tilskuddsrapport,hod.disposisjonsplan,arkiv.innsending",
            "rapportmottak.broker.users." + Queues.OPERATOR + ".password=" + Queues.PASSWORD,
            "rapportmottak.broker.users." + Queues.OPERATOR + ".role=drift",
        })
@ContextConfiguration(initializers = Surroundings.class)
public @interface HubTest {}
