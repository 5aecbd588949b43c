/**
 * The hub without its console, SFTP server and watch, in a process that stops, or says where it is, at named points:
 * before and after each step of the routes, each commit and each change of the file system. The product has no hooks
 * for it: steps are intercepted in Camel, commits in a wrapped data source, and file operations by calls woven into a
 * copy of the classes.
 */
package no.rapportmottak.campaign.small;
