/**
 * From bytes to the canonical form (canonical data model, EIP): one hardened parse of XML or JSON, the schema,
 * and where in the file each part stands. Nothing here reaches the network or follows what a document points to.
 */
package no.rapportmottak.report;
