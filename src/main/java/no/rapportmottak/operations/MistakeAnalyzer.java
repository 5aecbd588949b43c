package no.rapportmottak.operations;

import no.rapportmottak.registry.ConfigurationMistake;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says a mistake in the configuration as it is, without a stack trace around it. */
class MistakeAnalyzer extends AbstractFailureAnalyzer<ConfigurationMistake> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, ConfigurationMistake mistake) {
        return new FailureAnalysis(mistake.getMessage(), "Mend it and start again.", mistake);
    }
}
