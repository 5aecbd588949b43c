package no.rapportmottak.operations;

import java.util.EnumMap;
import java.util.Map;
import no.rapportmottak.ledger.Ledger;
import no.rapportmottak.ledger.Outbox;
import no.rapportmottak.submission.Outcome;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The console's first page: how many submissions stand where. */
@Controller
class Console {

    private final Ledger ledger;
    private final Outbox outbox;

    Console(Ledger ledger, Outbox outbox) {
        this.ledger = ledger;
        this.outbox = outbox;
    }

    @GetMapping("/")
    String now(Model model) {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, ledger.count(outcome));
        }
        model.addAttribute("counts", counts);
        model.addAttribute("waiting", outbox.count("VENTER"));
        model.addAttribute("dead", outbox.count("DOED"));
        return "now";
    }
}
