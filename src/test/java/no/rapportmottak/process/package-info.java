/**
 * The packaged jar as its users meet it: started as a process of its own, on free ports, with a home folder made
 * for one test. Nothing here knows the inside; what is read are files, sockets, exit statuses and standard output.
 */
package no.rapportmottak.process;
