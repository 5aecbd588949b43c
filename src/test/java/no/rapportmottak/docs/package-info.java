/** What stands under {@code src/docs/} is true: programs run, descriptions fit real messages, links lead somewhere. */
package no.rapportmottak.docs;
