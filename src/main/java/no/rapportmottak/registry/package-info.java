/**
 * What {@code config/} says: senders, routing, endpoints, the budget catalogue. A mistake stops the start-up
 * with file, line or key and what was expected; a mistake in a reload keeps the old values and is reported.
 */
package no.rapportmottak.registry;
