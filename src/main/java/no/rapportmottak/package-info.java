/** Rapportmottak: where the process begins. What it does is told by the packages below and by {@code routes/}. */
package no.rapportmottak;
