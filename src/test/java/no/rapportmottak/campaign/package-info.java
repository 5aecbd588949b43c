/**
 * Nothing lost, nothing doubled, measured: a matrix of what the hub does and what happens to it meanwhile. Looks only
 * from outside. {@code CampaignIT} is a short piece of it for every build, {@code Campaign}
 * the whole, for as long as wanted.
 */
package no.rapportmottak.campaign;
