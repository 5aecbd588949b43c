package no.rapportmottak.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ArchiveSettingsTest {

    private final ApplicationContextRunner hub = new ApplicationContextRunner()
            .withUserConfiguration(ArchiveConfiguration.class)
            .withPropertyValues("rapportmottak.data=target/ingen");

    @Test
    void haveDefaults() {
        hub.run(context -> {
            assertThat(context).hasSingleBean(Archive.class);
            assertThat(context.getBean(ArchiveSettings.class).arkivskaper())
                    .isEqualTo("Helse- og omsorgsdepartementet");
        });
    }

    @Test
    void sayWhichKeyIsWrong() {
        hub.withPropertyValues("rapportmottak.archive.arkivdel= ").run(context -> assertThat(context)
                .getFailure()
                .hasRootCauseMessage("rapportmottak.archive.arkivdel: write a name on one line"));
    }
}
