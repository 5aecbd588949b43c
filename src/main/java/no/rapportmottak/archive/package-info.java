/**
 * Keeps every decided report as a package of its own that can be read and proved without this hub: a BagIt bag
 * (RFC 8493) with the original bytes, the canonical form, the receipts and an {@code arkivmelding.xml} in Noark's
 * words. A package is written once, appears whole or not at all, and is never changed.
 */
package no.rapportmottak.archive;
