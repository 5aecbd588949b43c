package no.rapportmottak.reception;

import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** What an SFTP client asked for is not done; the message is for the sender to read, in the sender's language. */
final class Refused extends SftpException {

    private static final long serialVersionUID = 1L;

    private final Why why;
    private final transient Object[] values;

    private Refused(int status, Why why, Object... values) {
        super(status, why.in("nb", values));
        this.why = why;
        this.values = values;
    }

    static Refused because(Why why, Object... values) {
        return new Refused(SftpConstants.SSH_FX_FAILURE, why, values);
    }

    static Refused notThere(Why why, Object... values) {
        return new Refused(SftpConstants.SSH_FX_NO_SUCH_FILE, why, values);
    }

    static Refused notAllowed(Why why) {
        return new Refused(SftpConstants.SSH_FX_PERMISSION_DENIED, why);
    }

    static Refused notSupported() {
        return new Refused(SftpConstants.SSH_FX_OP_UNSUPPORTED, Why.NOT_HERE);
    }

    String in(String language) {
        return why.in(language, values);
    }
}
