package no.rapportmottak.operations;

import org.apache.camel.FailedToCreateRouteException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with a file in {@code routes/}, as far as Camel knows, without a stack trace around it. */
class RouteMistakeAnalyzer extends AbstractFailureAnalyzer<FailedToCreateRouteException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, FailedToCreateRouteException mistake) {
        String cause = mistake.getCause() == null ? "" : "\n" + mistake.getCause().getMessage();
        return new FailureAnalysis(mistake.getMessage() + cause,
                "Mend the file in routes/, or move it away, and start again.", mistake);
    }
}
