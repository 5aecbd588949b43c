package no.rapportmottak.reception;

import java.io.IOException;

/** What an SFTP handle stands for. */
sealed interface Opened permits Upload, Download, Listing {

    Entry entry() throws IOException;
}
