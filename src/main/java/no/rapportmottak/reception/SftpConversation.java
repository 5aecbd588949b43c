package no.rapportmottak.reception;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.io.IoUtils;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpHelper;
import org.apache.sshd.sftp.common.extensions.openssh.FsyncExtensionParser;
import org.apache.sshd.sftp.common.extensions.openssh.PosixRenameExtensionParser;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemConfigurator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SFTP channel: version 3 of the protocol (draft-ietf-secsh-filexfer-02), which every client speaks,
 * put onto a {@link Login}. MINA's subsystem gives the framing, the thread and the flow control; none of
 * its file handling is reached, so what is not in {@link #answer} does not exist.
 *
 * <p>The thread is never interrupted: a hand-in that has begun comes to its end when the session breaks.
 */
class SftpConversation extends SftpSubsystem {

    private static final Logger log = LoggerFactory.getLogger(SftpConversation.class);
    private static final int MOST_HANDLES = 100;
    private static final int MOST_ENTRIES = 100;
    private static final int MOST_READ = 60 * 1024;
    /** That a client has sent ahead; no client at work comes near. */
    private static final int MOST_WAITING = 4000;

    private final Login login;
    private final Gate gate;
    private final Visit visit;
    private final Supplier<String> language;
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();
    private int handlesGiven;

    /** @param language of the sender, now */
    SftpConversation(
            ChannelSession channel,
            SftpSubsystemConfigurator configurator,
            Login login,
            Gate gate,
            Visit visit,
            Supplier<String> language) {
        super(channel, configurator);
        this.login = login;
        this.gate = gate;
        this.visit = visit;
        this.language = language;
    }

    /** Small requests cost more memory than they take of the window, so they are counted too. */
    @Override
    public int data(ChannelSession channel, byte[] bytes, int start, int length) throws IOException {
        int result = super.data(channel, bytes, start, length);
        if (requests.size() > MOST_WAITING) {
            throw new IOException("sender " + login.sender() + " has sent " + requests.size() + " requests ahead");
        }
        return result;
    }

    @Override
    protected void doProcess(Buffer request, int length, int type, int id) throws IOException {
        visit.works();
        if (type == SftpConstants.SSH_FXP_INIT) {
            doInit(request, id);
            return;
        }
        try {
            answer(request, type, id);
        } catch (Refused e) {
            sendStatus(reply(), id, e.getStatus(), e.in(language.get()));
        } catch (IOException | RuntimeException e) {
            log.warn("SFTP request {} of sender {} failed: {}",
                    SftpConstants.getCommandMessageName(type), login.sender(), e.toString());
            sendStatus(reply(), id, SftpConstants.SSH_FX_FAILURE, Why.FAILED.in(language.get()));
        }
    }

    private void answer(Buffer request, int type, int id) throws IOException {
        switch (type) {
            case SftpConstants.SSH_FXP_REALPATH -> sendName(id, Place.canonical(request.getString()));
            case SftpConstants.SSH_FXP_STAT, SftpConstants.SSH_FXP_LSTAT ->
                sendEntry(id, login.stat(request.getString()));
            case SftpConstants.SSH_FXP_FSTAT -> sendEntry(id, handle(request, Opened.class).entry());
            case SftpConstants.SSH_FXP_OPENDIR -> sendOpened(id, counted(() -> login.list(request.getString())));
            case SftpConstants.SSH_FXP_READDIR -> list(id, handle(request, Listing.class));
            case SftpConstants.SSH_FXP_OPEN -> sendOpened(id, open(request.getString(), request.getInt()));
            case SftpConstants.SSH_FXP_READ -> read(id, handle(request, Opened.class), request);
            case SftpConstants.SSH_FXP_WRITE -> done(id, () -> write(request));
            case SftpConstants.SSH_FXP_CLOSE -> done(id, () -> close(request));
            case SftpConstants.SSH_FXP_REMOVE -> done(id, () -> login.remove(request.getString()));
            case SftpConstants.SSH_FXP_RENAME -> done(id, () -> rename(request));
            case SftpConstants.SSH_FXP_SETSTAT -> done(id, () -> setStat(request));
            case SftpConstants.SSH_FXP_FSETSTAT -> done(id, () -> setHandleStat(request));
            case SftpConstants.SSH_FXP_EXTENDED -> done(id, () -> extended(request));
            case SftpConstants.SSH_FXP_MKDIR, SftpConstants.SSH_FXP_RMDIR ->
                throw Refused.notAllowed(Why.FOLDERS_FIXED);
            case SftpConstants.SSH_FXP_SYMLINK, SftpConstants.SSH_FXP_LINK, SftpConstants.SSH_FXP_READLINK ->
                throw Refused.notAllowed(Why.NO_LINKS);
            default -> throw Refused.notSupported();
        }
    }

    private Opened open(String path, int flags) throws IOException {
        boolean writes = (flags & SftpConstants.SSH_FXF_WRITE) != 0;
        return counted(() -> writes ? login.write(path, options(flags)) : login.read(path));
    }

    private Opened counted(Opening opening) throws IOException {
        if (opened.size() >= MOST_HANDLES) {
            throw Refused.because(Why.TOO_MANY_OPEN);
        }
        gate.openHandle(login.sender());
        try {
            return opening.open();
        } catch (IOException | RuntimeException e) {
            gate.closeHandle(login.sender());
            throw e;
        }
    }

    private static Set<StandardOpenOption> options(int flags) {
        Set<StandardOpenOption> options = EnumSet.noneOf(StandardOpenOption.class);
        if ((flags & SftpConstants.SSH_FXF_CREAT) != 0) {
            options.add(StandardOpenOption.CREATE);
        }
        if ((flags & SftpConstants.SSH_FXF_EXCL) != 0) {
            options.add(StandardOpenOption.CREATE_NEW);
        }
        if ((flags & SftpConstants.SSH_FXF_TRUNC) != 0) {
            options.add(StandardOpenOption.TRUNCATE_EXISTING);
        }
        return options;
    }

    private void read(int id, Opened file, Buffer request) throws IOException {
        long offset = request.getLong();
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MOST_READ, request.getUInt()));
        int count;
        if (file instanceof Download download) {
            count = download.read(offset, bytes);
        } else if (file instanceof Upload upload) {
            count = upload.read(offset, bytes);
        } else {
            throw Refused.because(Why.A_FOLDER);
        }
        if (count < 0) {
            sendEnd(id);
            return;
        }
        Buffer reply = reply(SftpConstants.SSH_FXP_DATA, id);
        reply.putBytes(bytes.array(), 0, count);
        send(reply);
    }

    private void write(Buffer request) throws IOException {
        Upload upload = handle(request, Upload.class);
        long offset = request.getLong();
        login.write(upload, offset, request.getBytes());
    }

    private void close(Buffer request) throws IOException {
        String handle = request.getString(StandardCharsets.ISO_8859_1);
        Opened closing = opened.remove(handle);
        if (closing != null) {
            gate.closeHandle(login.sender());
        }
        if (closing instanceof Upload upload) {
            login.close(upload);
        } else if (closing instanceof Download download) {
            download.close();
        } else if (closing instanceof Listing listing) {
            listing.close();
        } else {
            throw noHandle();
        }
    }

    private void rename(Buffer request) throws IOException {
        String from = request.getString();
        login.rename(from, request.getString());
    }

    /** A request for permissions or owners alone is refused; beside times or a size they are passed over. */
    private void setStat(Buffer request) throws IOException {
        String path = request.getString();
        Map<String, Object> wanted = readAttrs(request);
        FileTime modified = (FileTime) wanted.get(IoUtils.LASTMOD_TIME_VIEW_ATTR);
        Number size = (Number) wanted.get(IoUtils.SIZE_VIEW_ATTR);
        if (modified == null && size == null && !wanted.isEmpty()) {
            throw Refused.notAllowed(Why.RIGHTS_STAY);
        }
        if (size != null) {
            login.setSize(path, size.longValue());
        }
        if (modified != null) {
            login.setModified(path, modified);
        }
    }

    /** Clients that keep permissions ({@code put -p}) send them with the times; they are passed over. */
    private void setHandleStat(Buffer request) throws IOException {
        Opened file = handle(request, Opened.class);
        Map<String, Object> wanted = readAttrs(request);
        if (!(file instanceof Upload upload)) {
            throw Refused.notAllowed(Why.ONLY_UPLOADS_CHANGE);
        }
        if (wanted.get(IoUtils.SIZE_VIEW_ATTR) instanceof Number size) {
            upload.truncate(size.longValue());
        }
        if (wanted.get(IoUtils.LASTMOD_TIME_VIEW_ATTR) instanceof FileTime modified) {
            upload.setModified(modified);
        }
    }

    private void extended(Buffer request) throws IOException {
        switch (request.getString()) {
            case PosixRenameExtensionParser.NAME -> rename(request);
            case FsyncExtensionParser.NAME -> handle(request, Upload.class);
            default -> throw Refused.notSupported();
        }
    }

    private void list(int id, Listing listing) throws IOException {
        List<Entry> entries = listing.next(MOST_ENTRIES);
        if (entries.isEmpty()) {
            sendEnd(id);
            return;
        }
        Buffer reply = reply(SftpConstants.SSH_FXP_NAME, id);
        reply.putInt(entries.size());
        for (Entry entry : entries) {
            reply.putString(entry.name());
            reply.putString(entry.line(login.sender()));
            SftpHelper.writeAttrs(reply, SftpConstants.SFTP_V3, entry.attributes());
        }
        send(reply);
    }

    private <T extends Opened> T handle(Buffer request, Class<T> kind) throws Refused {
        Opened found = opened.get(request.getString(StandardCharsets.ISO_8859_1));
        if (!kind.isInstance(found)) {
            throw noHandle();
        }
        return kind.cast(found);
    }

    private static Refused noHandle() {
        return Refused.because(Why.NOT_OPEN);
    }

    private void done(int id, Request request) throws IOException {
        request.run();
        sendStatus(reply(), id, SftpConstants.SSH_FX_OK, "");
    }

    private void sendOpened(int id, Opened file) throws IOException {
        String handle = Integer.toString(handlesGiven++);
        opened.put(handle, file);
        sendHandle(reply(), id, handle);
    }

    private void sendEntry(int id, Entry entry) throws IOException {
        sendAttrs(reply(), id, entry.attributes());
    }

    private void sendName(int id, String path) throws IOException {
        Buffer reply = reply(SftpConstants.SSH_FXP_NAME, id);
        reply.putInt(1);
        reply.putString(path);
        reply.putString(path);
        SftpHelper.writeAttrs(reply, SftpConstants.SFTP_V3, Map.of());
        send(reply);
    }

    private void sendEnd(int id) throws IOException {
        sendStatus(reply(), id, SftpConstants.SSH_FX_EOF, "");
    }

    private Buffer reply() {
        return prepareReply(new ByteArrayBuffer());
    }

    private Buffer reply(int type, int id) {
        Buffer reply = reply();
        reply.putByte((byte) type);
        reply.putInt(id);
        return reply;
    }

    @Override
    protected void appendExtensions(Buffer reply, String supportedVersions) {
        for (String extension : List.of(PosixRenameExtensionParser.NAME, FsyncExtensionParser.NAME)) {
            reply.putString(extension);
            reply.putString("1");
        }
    }

    /** Reached when the channel ends, however it ends: what is open now was never closed by its client. */
    @Override
    protected void closeAllHandles() {
        for (Opened left : opened.values()) {
            gate.closeHandle(login.sender());
            abandon(left);
        }
        opened.clear();
        login.leave();
    }

    private void abandon(Opened left) {
        try {
            if (left instanceof Upload upload) {
                login.abandon(upload);
            } else if (left instanceof Download download) {
                download.close();
            } else if (left instanceof Listing listing) {
                listing.close();
            }
        } catch (IOException e) {
            log.debug("closing what sender {} left open: {}", login.sender(), e.toString());
        }
    }

    /** Ends the thread by its queue; MINA would interrupt it, perhaps in the middle of a hand-in. */
    @Override
    public void destroy(ChannelSession channel) {
        try {
            close();
        } catch (IOException e) {
            log.debug("ending an SFTP channel: {}", e.toString());
        }
        pendingFuture = null;
        super.destroy(channel);
    }

    private interface Request {
        void run() throws IOException;
    }

    private interface Opening {
        Opened open() throws IOException;
    }
}
