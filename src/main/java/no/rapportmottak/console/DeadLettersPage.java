package no.rapportmottak.console;

import java.security.Principal;
import java.util.List;
import no.rapportmottak.ledger.Act;
import no.rapportmottak.ledger.DeadLetters;
import no.rapportmottak.ledger.DeadLetters.Replayed;
import no.rapportmottak.ledger.DeadLetters.Selection;
import no.rapportmottak.ledger.Delivery.Kind;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Deliveries that failed for good, by cause, and sending them again: one, some, or all that fit. */
@Controller
class DeadLettersPage {

    private static final int SHOWN = 200;

    /** Which dead letters, as a person chose; blank is any. */
    public record Choice(String id, String reference, Kind kind, String destination, String cause) {

        public Choice {
            id = blankToNull(id);
            reference = blankToNull(reference);
            destination = blankToNull(destination);
            cause = blankToNull(cause);
        }

        private static String blankToNull(String text) {
            return text == null || text.isBlank() ? null : text;
        }

        Selection selection() {
            return new Selection(id, reference, kind, destination, cause);
        }

        /** Whether anything was chosen; without that all would be. */
        public boolean chosen() {
            return !selection().equals(Selection.ALL);
        }
    }

    private final DeadLetters deadLetters;

    DeadLettersPage(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    /** With a choice the page says too what replaying it would do. */
    @GetMapping("/dead-letters")
    String show(Choice choice, Model model) {
        model.addAttribute("groups", deadLetters.groups());
        model.addAttribute("choice", choice);
        model.addAttribute("letters", deadLetters.find(choice.selection(), SHOWN));
        if (choice.chosen()) {
            model.addAttribute("rehearsed", deadLetters.rehearse(choice.selection(), false));
        }
        return "console/dead-letters";
    }

    @PostMapping("/dead-letters/replay")
    String replay(
            Choice choice,
            @RequestParam(defaultValue = "false") boolean force,
            @RequestParam(required = false) String reason,
            Principal person,
            RedirectAttributes answer) {
        return replayed(deadLetters.replay(choice.selection(), force, new Act(person.getName(), reason)), answer);
    }

    @PostMapping("/dead-letters/replay-selected")
    String replaySelected(
            @RequestParam(required = false) List<String> selected,
            @RequestParam(defaultValue = "false") boolean force,
            @RequestParam(required = false) String reason,
            Principal person,
            RedirectAttributes answer) {
        Act act = new Act(person.getName(), reason);
        int replayed = 0;
        int refused = 0;
        for (String id : selected == null ? List.<String>of() : selected) {
            Replayed one = deadLetters.replay(Selection.one(id), force, act);
            replayed += one.replayed();
            refused += one.refused();
        }
        return replayed(new Replayed(replayed, refused), answer);
    }

    private static String replayed(Replayed replayed, RedirectAttributes answer) {
        answer.addFlashAttribute("replayed", replayed);
        return "redirect:/dead-letters";
    }
}
