/**
 * The benchmark: the hub as a process, beside the floor (a plain loop without a framework) and what tutorials of Camel
 * and Spring Integration lead to, on the same files with the same JVM options. Nothing of it is in the jar.
 */
package no.rapportmottak.bench;
