package no.rapportmottak.reception;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a file's name says about it; nothing else in the hub goes by names. */
final class FileName {

    static final String CHECKSUM = ".sha256";
    private static final List<String> TEMPORARY = List.of(".part", ".filepart", ".tmp", ".crdownload", ".uploading");
    private static final int LONGEST = 255;

    private FileName() {}

    /** Still on its way; a rename to a real name hands it in. */
    static boolean isTemporary(String name) {
        return name.startsWith(".") || TEMPORARY.stream().anyMatch(name::endsWith);
    }

    /** Accompanies another file and is no submission itself. */
    static boolean isChecksum(String name) {
        return name.endsWith(CHECKSUM) && name.length() > CHECKSUM.length();
    }

    /** The file that a checksum file belongs to. */
    static String checkedBy(String checksumName) {
        return checksumName.substring(0, checksumName.length() - CHECKSUM.length());
    }

    /** A name that can be one file's in one folder: the outside's data, so nothing else is let through. */
    static boolean isAcceptable(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.indexOf('/') < 0
                && name.chars().noneMatch(Character::isISOControl)
                && fits(name);
    }

    /** Whether a file can have a name of that length. */
    static boolean fits(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }
}
