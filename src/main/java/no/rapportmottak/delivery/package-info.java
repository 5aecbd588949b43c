/**
 * Takes what the outbox holds to where it belongs: receipt folders, queues, webhooks, the
 * senders' mail and the servers of partners. Each way out has one class; when
 * the other end is away its items wait, and nobody else's.
 */
package no.rapportmottak.delivery;
