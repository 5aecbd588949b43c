/**
 * Takes what the outbox holds to where it belongs: receipt folders and queues. Each way out has one class; when
 * the other end is away its items wait, and nobody else's.
 */
package no.rapportmottak.delivery;
