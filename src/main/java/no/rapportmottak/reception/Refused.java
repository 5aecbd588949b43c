package no.rapportmottak.reception;

import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** What an SFTP client asked for is not done; the message is for the sender to read. */
final class Refused extends SftpException {

    private static final long serialVersionUID = 1L;

    private Refused(int status, String message) {
        super(status, message);
    }

    static Refused because(String message) {
        return new Refused(SftpConstants.SSH_FX_FAILURE, message);
    }

    static Refused notThere(String message) {
        return new Refused(SftpConstants.SSH_FX_NO_SUCH_FILE, message);
    }

    static Refused notAllowed(String message) {
        return new Refused(SftpConstants.SSH_FX_PERMISSION_DENIED, message);
    }

    static Refused notSupported() {
        return new Refused(SftpConstants.SSH_FX_OP_UNSUPPORTED, "Dette kan ikke gjøres her");
    }
}
