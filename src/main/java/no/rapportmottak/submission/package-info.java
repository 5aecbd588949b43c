/**
 * The words every other package shares: a submission, what was found in it and how it ended.
 * Imports the JDK alone and knows neither files of configuration nor a database; each type
 * checks itself when it is made.
 */
package no.rapportmottak.submission;
