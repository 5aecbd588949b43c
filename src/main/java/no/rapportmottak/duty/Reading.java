package no.rapportmottak.duty;

import java.util.Map;

/**
 * Where things stand in the canonical form of each report type, as its {@code rules.yaml} says: pointers by name.
 *
 * @param covers   by type, of a report on many things at once: the values that say which
 * @param overview by type, of a report on a grant: {@code awarded}, {@code carried}, {@code spent}, {@code unspent} and
 *                 {@code attainment}
 */
public record Reading(Map<String, Map<String, String>> covers, Map<String, Map<String, String>> overview) {}
