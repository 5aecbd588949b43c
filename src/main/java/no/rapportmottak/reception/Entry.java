package no.rapportmottak.reception;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.common.util.io.IoUtils;
import org.apache.sshd.sftp.server.UnixDateFormat;

/** A file or folder as it is shown to an SFTP client. */
record Entry(String name, boolean folder, long size, FileTime modified) {

    private static final String FOLDER = "rwxr-xr-x";
    private static final String FILE = "rw-r--r--";

    static Entry folder(String name) {
        return new Entry(name, true, 0, FileTime.fromMillis(0));
    }

    static Entry file(String name, long size, FileTime modified) {
        return new Entry(name, false, size, modified);
    }

    static Entry file(String name, BasicFileAttributes attributes) {
        return file(name, attributes.size(), attributes.lastModifiedTime());
    }

    Map<String, Object> attributes() {
        Set<PosixFilePermission> permissions = PosixFilePermissions.fromString(folder ? FOLDER : FILE);
        return Map.of(
                folder ? IoUtils.DIRECTORY_VIEW_ATTR : IoUtils.REGFILE_VIEW_ATTR, true,
                IoUtils.SIZE_VIEW_ATTR, size,
                IoUtils.PERMISSIONS_VIEW_ATTR, permissions,
                IoUtils.LASTMOD_TIME_VIEW_ATTR, modified,
                IoUtils.LASTACC_TIME_VIEW_ATTR, modified);
    }

    /** One line in the manner of {@code ls -l}, which clients print as it is. */
    String line(String owner) {
        return String.format(
                "%s%s %4d %-8s %-8s %8d %s %s",
                folder ? "d" : "-",
                folder ? FOLDER : FILE,
                1,
                owner,
                owner,
                size,
                UnixDateFormat.getUnixDate(modified),
                name);
    }
}
