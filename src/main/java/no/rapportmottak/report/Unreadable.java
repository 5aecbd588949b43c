package no.rapportmottak.report;

import java.util.Map;

/** Reading could not go on; the problem says why and where. */
public class Unreadable extends Exception {

    private final transient Problem problem;

    Unreadable(Problem problem) {
        super(problem.code());
        this.problem = problem;
    }

    Unreadable(String code, String detail) {
        this(new Problem(code, null, null, null, Map.of("detail", detail)));
    }

    public Problem problem() {
        return problem;
    }
}
