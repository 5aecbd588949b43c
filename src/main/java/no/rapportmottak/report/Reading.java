package no.rapportmottak.report;

import java.util.Map;

/**
 * What is gathered while one document is read, beside its tree.
 *
 * @param maxStructure in bytes, of the document without the content of attachments
 */
record Reading(Positions positions, Contents contents, long maxStructure) {

    private static final long MEGABYTE = 1024 * 1024;

    /**
     * Ends the reading of a document as soon as it is too large.
     *
     * @param read how much of it has been read, content and all; characters do, since none is less than a byte
     */
    void requireStructureWithin(long read) throws Unreadable {
        if (read - contents.characters() > maxStructure) {
            throw tooLarge("MOT-002", maxStructure, read - contents.characters());
        }
    }

    static Unreadable tooLarge(String code, long limit, long size) {
        return new Unreadable(new Problem(code, null, null, null,
                Map.of("limit", written(limit), "detail", size + " byte")));
    }

    private static String written(long limit) {
        return limit < MEGABYTE ? limit / 1024 + " kB" : limit / MEGABYTE + " MB";
    }
}
