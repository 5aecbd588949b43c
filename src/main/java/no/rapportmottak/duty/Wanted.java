package no.rapportmottak.duty;

/** Which duties are asked for; null means all. */
public record Wanted(String type, Integer year, String scheme, Duty.State state) {

    boolean wants(Duty duty) {
        return (scheme == null || scheme.equals(duty.scheme())) && (state == null || state == duty.state());
    }
}
