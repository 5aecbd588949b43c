package no.rapportmottak.reception;

import java.io.IOException;

/** What every login of every sender works with. */
record Logins(
        SenderFolders folders,
        Uploads uploads,
        RecentlyTaken taken,
        Checksums checksums,
        Incoming incoming,
        Handover handover,
        Quota quota,
        Notices notices,
        KeyDesk keyDesk) {

    /** @param signedInWith fingerprint of its key */
    Login begin(String sender, String signedInWith) throws IOException {
        folders.makeFor(sender);
        return new Login(sender, folders, uploads, taken, checksums, incoming, handover, quota, notices, keyDesk, signedInWith);
    }
}
