/**
 * What people see of the hub and do to it: the pages in the browser and the HTTP API, and who may. Decides nothing
 * itself; every change goes through the ledger, with a name and a reason.
 */
package no.rapportmottak.console;
