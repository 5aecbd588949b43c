/**
 * Lets others see for themselves that nothing was changed: the keys that the hub signs with, the signature beside each
 * result receipt, and what it takes to check both without the hub. A private key never leaves its folder.
 */
package no.rapportmottak.trust;
