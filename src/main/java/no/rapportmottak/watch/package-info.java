/**
 * Watches the hub from facts: what the ledger, the disk, the broker and the routes say now. Holds the alarms, one
 * per cause, tells each once when it is raised and once when it is cleared, and answers health and metrics. Changes
 * nothing in the flow of reports, and nothing in that flow waits for it.
 */
package no.rapportmottak.watch;
