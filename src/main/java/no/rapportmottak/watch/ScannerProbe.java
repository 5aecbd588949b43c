package no.rapportmottak.watch;

import java.util.List;
import no.rapportmottak.validation.MalwareScan;

/** The malware scanner, where there is one: while it is away nothing can be accepted. */
class ScannerProbe implements Probe {

    static final String NAME = "scanner";

    private final MalwareScan scan;

    ScannerProbe(MalwareScan scan) {
        this.scan = scan;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Trouble> look() {
        return scan.trouble().map(Trouble::grave).stream().toList();
    }
}
