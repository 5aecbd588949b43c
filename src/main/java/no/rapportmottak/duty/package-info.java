/**
 * Knows who owes which report when, and what became of it: the calendar of the catalogue held against the reports that
 * the ledger has accepted. Counts the same reports up per grant scheme. Changes nothing that others rely on.
 */
package no.rapportmottak.duty;
