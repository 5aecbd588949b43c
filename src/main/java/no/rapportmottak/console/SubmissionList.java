package no.rapportmottak.console;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import no.rapportmottak.ledger.Criteria;
import no.rapportmottak.ledger.Search;
import no.rapportmottak.ledger.Search.Hit;
import no.rapportmottak.registry.Senders;
import org.springframework.stereotype.Component;

/** Searching, page by page and as a whole. */
@Component
class SubmissionList {

    static final int PAGE = 50;
    /** Of an export; who wants more narrows the search. */
    static final int MOST = 100_000;
    private static final int BATCH = 1000;

    /** @param next the reference after which the next page begins, or null when this is the last */
    public record Page(List<Hit> hits, String next) {}

    private final Search search;
    private final Senders senders;

    SubmissionList(Search search, Senders senders) {
        this.search = search;
        this.senders = senders;
    }

    /** @throws SearchForm.Misread */
    Page page(SearchForm form) {
        List<Hit> hits = search.page(form.criteria(senders), form.before(), PAGE + 1);
        boolean more = hits.size() > PAGE;
        List<Hit> shown = more ? hits.subList(0, PAGE) : hits;
        return new Page(shown, more ? shown.get(PAGE - 1).reference().value() : null);
    }

    /** @throws SearchForm.Misread before anything is written */
    void export(SearchForm form, Writer out) throws IOException {
        Criteria criteria = form.criteria(senders);
        out.write(Csv.MARK);
        Csv.write(out, "referanse", "mottatt", "avsender", "filnavn", "utfall", "rapporttype", "organisasjonsnummer",
                "budsjettaar", "kapittel", "post", "ordning", "versjon", "proevekjoering", "sha256");
        int written = 0;
        List<Hit> batch = search.page(criteria, null, BATCH);
        while (!batch.isEmpty() && written < MOST) {
            for (Hit hit : batch) {
                Csv.write(out, hit.reference(), hit.received(), hit.sender(), hit.fileName(), hit.outcome(), hit.reportType(),
                        hit.organisation(), hit.year(), hit.chapter(), hit.post(), hit.scheme(), hit.version(), hit.trial(),
                        hit.sha256());
            }
            written += batch.size();
            batch = search.page(criteria, batch.get(batch.size() - 1).reference().value(), BATCH);
        }
    }
}
