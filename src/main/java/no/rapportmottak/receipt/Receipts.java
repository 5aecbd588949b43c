package no.rapportmottak.receipt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import no.rapportmottak.ledger.Delivery;
import no.rapportmottak.ledger.Parcel;
import no.rapportmottak.submission.Decision;
import no.rapportmottak.submission.ReceiptFile;
import no.rapportmottak.submission.Submission;
import rapportmottak.kvittering.v1.Kvittering;

/**
 * Writes what a sender is told. Nothing here reads a clock or keeps anything that matters: the same argument gives
 * the same bytes, as long as the sender's language stays the same. Safe for many threads.
 */
public class Receipts {

    /** Folder and archive ask for the same shortly after one another; printing is dear. */
    private static final int REMEMBERED = 256;

    /** All that a result receipt is made of. */
    private record Printed(Decision decision, int number, String language) {}

    private final Map<Printed, List<ReceiptFile>> recent =
            Collections.synchronizedMap(new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Printed, List<ReceiptFile>> eldest) {
                    return size() > REMEMBERED;
                }
            });
    private final Function<String, String> languageOf;
    private final ReceiptHtml html = new ReceiptHtml();

    /**
     * @param languageOf what a sender, named by its id, reads: nb, nn or en; any other answer, null included,
     *                   stands for nb
     */
    public Receipts(Function<String, String> languageOf) {
        this.languageOf = languageOf;
    }

    /** Puts to a parcel the receipts that it is to bring: the one that it names, else all, as the archive wants them. */
    public Parcel print(Parcel parcel) {
        if (Delivery.RECEPTION.equals(parcel.receipt())) {
            return parcel.with(List.of(reception(parcel.submission())));
        }
        int number = Delivery.resultNumber(parcel.receipt());
        return parcel.with(number == 0 ? all(parcel.decision()) : result(parcel.decision(), number));
    }

    /** The reception receipt: the bytes are safe, nothing is decided. */
    public ReceiptFile reception(Submission submission) {
        return json(submission, "mottak", ReceiptForm.reception(submission));
    }

    /** The first result receipt, see {@link #result(Decision, int)}. */
    public List<ReceiptFile> result(Decision decision) {
        return result(decision, 1);
    }

    /**
     * The result receipt as XML, HTML and JSON, in the order in which they are to be put in place.
     *
     * @param number 2 or more for what was decided after a release from quarantine: it gets a name of its own
     */
    public List<ReceiptFile> result(Decision decision, int number) {
        Printed asked = new Printed(decision, number, language(decision.submission()));
        List<ReceiptFile> known = recent.remove(asked);
        if (known != null) {
            return known;
        }
        List<ReceiptFile> printed = print(asked);
        recent.put(asked, printed);
        return printed;
    }

    private List<ReceiptFile> print(Printed asked) {
        Decision decision = asked.decision();
        int number = asked.number();
        Submission submission = decision.submission();
        String step = number == 1 ? "resultat" : number + ".resultat";
        Kvittering form = ReceiptForm.result(decision);
        return List.of(
                new ReceiptFile(ReceiptName.of(submission, step + ".xml"), "application/xml", ReceiptXml.write(form)),
                new ReceiptFile(
                        ReceiptName.of(submission, step + ".html"), "text/html", html.write(form, Words.in(asked.language()))),
                json(submission, step, form));
    }

    /** The reception receipt and then the result receipts: all that the archive keeps. */
    public List<ReceiptFile> all(Decision decision) {
        Stream<ReceiptFile> reception = Stream.of(reception(decision.submission()));
        return Stream.concat(reception, result(decision).stream()).toList();
    }

    /**
     * What the result receipt of an examined document would say, had anybody handed it in; what only a
     * submission has is null.
     *
     * @param file the path as it was given
     */
    public ObjectNode offline(Decision decision, String file) {
        ObjectNode answer = ReceiptJson.tree(ReceiptForm.offline(decision));
        answer.put("fil", file);
        ArrayNode notChecked = answer.putArray("ikkeKontrollert");
        decision.verdict().notChecked().forEach(notChecked::add);
        return answer;
    }

    /** The same as {@link #offline} for a person at a terminal; ends with a line break. */
    public String text(Decision decision, String file) {
        return text(decision, file, decision.verdict().fact("spraak"));
    }

    /** The same in a language that was asked for. */
    public String text(Decision decision, String file, String language) {
        return new ReceiptText(Words.in(language)).write(decision, file);
    }

    private ReceiptFile json(Submission submission, String step, Kvittering form) {
        return new ReceiptFile(
                ReceiptName.of(submission, step + ".json"), "application/json", ReceiptJson.write(form));
    }

    private String language(Submission submission) {
        return submission.sender() == null ? null : languageOf.apply(submission.sender());
    }
}
