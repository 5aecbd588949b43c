package no.rapportmottak.submission;

/** What passes through a route: work on one submission. */
public interface Referenced {

    Reference reference();
}
