/**
 * Keeps what happened to each submission. A decision and the deliveries it causes are one transaction; nothing
 * is sent that the ledger doesn't know. Holds the originals, which never change.
 */
package no.rapportmottak.ledger;
