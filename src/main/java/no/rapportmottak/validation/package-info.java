/**
 * Examines a submission: what it is, whether it is valid by its schema, what the published rules say, and whether
 * this sender may report for this organisation. Everything that is wrong is found in one pass, and everything a
 * sender reads about it comes from {@code rules.yaml}.
 */
package no.rapportmottak.validation;
