/**
 * The whole hub as its senders and consumers see it: the real route files, database, broker and SFTP server.
 * Classes marked {@code @HubTest} share one running hub, so every test takes a sender of its own.
 */
package no.rapportmottak.hub;
