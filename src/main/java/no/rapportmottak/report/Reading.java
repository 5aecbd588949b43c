package no.rapportmottak.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is gathered while one document is read, beside its tree; ends the reading where there is too much of it. */
final class Reading {

    private static final long MEGABYTE = 1024 * 1024;

    private final Positions positions = new Positions();
    private final List<Problem> remarks = new ArrayList<>();
    private final Contents contents;
    private final long maxStructure;
    private int parts;

    /** @param maxStructure in bytes, of the document without the content of attachments */
    Reading(Contents contents, long maxStructure) {
        this.contents = contents;
        this.maxStructure = maxStructure;
    }

    Positions positions() {
        return positions;
    }

    Contents contents() {
        return contents;
    }

    /** What the sender should know, and what stops nothing. */
    List<Problem> remarks() {
        return List.copyOf(remarks);
    }

    /** Remarks it once, however often it is found. */
    void remark(Problem problem) {
        if (remarks.stream().noneMatch(known -> known.code().equals(problem.code()))) {
            remarks.add(problem);
        }
    }

    /**
     * A part begins.
     *
     * @param read how much of the document has been read, see {@link #requireStructureWithin}
     */
    void part(String pointer, int line, int column, long read) throws Unreadable {
        if (++parts > ParserPolicy.MAX_PARTS) {
            throw new Unreadable(Problem.at(
                    ParserPolicy.PARTS, line, column, "grense:deler:" + ParserPolicy.MAX_PARTS));
        }
        positions.put(pointer, line, column);
        requireStructureWithin(read);
    }

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
