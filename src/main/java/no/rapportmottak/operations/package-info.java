/**
 * For the people who run the hub: the command line, health, the demo, the console's frame, and what happens when
 * a step fails. May call the entry class of each package below; nobody calls it.
 */
package no.rapportmottak.operations;
