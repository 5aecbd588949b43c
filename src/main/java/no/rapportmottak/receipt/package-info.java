/**
 * The two receipts of a submission: that the bytes are safe, and what was decided, the latter as JSON, XML
 * and HTML. The same submission and decision give the same bytes whenever they are written, so what lies
 * in the archive is what the sender collected.
 */
package no.rapportmottak.receipt;
