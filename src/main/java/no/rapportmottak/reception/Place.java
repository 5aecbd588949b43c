package no.rapportmottak.reception;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A path as an SFTP account sees it. There is the top, {@code /inn}, {@code /kvittering} and the files in
 * these two; a path is resolved by its text alone, so nothing it says can reach the disk outside them.
 *
 * @param name of the file, or null for the folder itself
 */
record Place(Folder folder, String name) {

    enum Folder {
        TOP,
        INN,
        KVITTERING,
        /** Only where a sender may hand in new keys. */
        NOKKEL
    }

    static Place of(String path) throws Refused {
        String canonical = canonical(path);
        String[] parts = canonical.substring(1).split("/");
        return switch (parts[0]) {
            case "" -> new Place(Folder.TOP, null);
            case "inn" -> in(Folder.INN, parts);
            case "kvittering" -> in(Folder.KVITTERING, parts);
            case "nokkel" -> in(Folder.NOKKEL, parts);
            default -> throw Refused.notThere(Why.ONLY_TWO_FOLDERS);
        };
    }

    /** The absolute path without dots, such as the protocol's REALPATH answers. */
    static String canonical(String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    boolean isFolder() {
        return name == null;
    }

    boolean isIn(Folder wanted) {
        return folder == wanted && name != null;
    }

    private static Place in(Folder folder, String[] parts) throws Refused {
        if (parts.length > 2) {
            throw Refused.notThere(Why.NO_FOLDERS_WITHIN, "/" + parts[0]);
        }
        if (parts.length == 2 && !FileName.isAcceptable(parts[1])) {
            throw Refused.because(Why.BAD_NAME);
        }
        return new Place(folder, parts.length == 2 ? parts[1] : null);
    }
}
