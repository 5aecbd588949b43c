package no.rapportmottak.report;

/** A schema beside the jar is not the one that the jar was built from, so the hub doesn't start. */
public class SchemaDiffers extends IllegalStateException {

    SchemaDiffers(String schema) {
        super("schema " + schema + " differs from the build: run mvn package");
    }
}
