package no.rapportmottak.operations;

import java.util.stream.Stream;
import no.rapportmottak.registry.ConfigurationMistake;
import no.rapportmottak.report.SchemaDiffers;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says an operator's mistake in one sentence where Boot would print the stack of everything that needed it. */
class StartMistakes implements FailureAnalyzer {

    @Override
    public FailureAnalysis analyze(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(cause -> cause instanceof ConfigurationMistake || cause instanceof SchemaDiffers)
                .findFirst()
                .map(cause -> new FailureAnalysis(cause.getMessage(), null, cause))
                .orElse(null);
    }
}
