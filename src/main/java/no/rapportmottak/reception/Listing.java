package no.rapportmottak.reception;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is being listed, piece by piece. */
final class Listing implements Opened {

    private final Entry folder;
    private final Stream<Entry> source;
    private final Iterator<Entry> entries;

    Listing(Entry folder, Stream<Entry> source) {
        this.folder = folder;
        this.source = source;
        this.entries = source.iterator();
    }

    /** The next ones; empty at the end. */
    List<Entry> next(int most) {
        List<Entry> piece = new ArrayList<>();
        while (piece.size() < most && entries.hasNext()) {
            piece.add(entries.next());
        }
        return piece;
    }

    void close() {
        source.close();
    }

    @Override
    public Entry entry() {
        return folder;
    }
}
