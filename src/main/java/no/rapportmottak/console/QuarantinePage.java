package no.rapportmottak.console;

import java.security.Principal;
import no.rapportmottak.ledger.Act;
import no.rapportmottak.ledger.Custody;
import no.rapportmottak.operations.Releases;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the hub could not finish, by cause, and how it ends. */
@Controller
class QuarantinePage {

    private static final int SHOWN = 200;

    private final Custody custody;
    private final Releases releases;

    QuarantinePage(Custody custody, Releases releases) {
        this.custody = custody;
        this.releases = releases;
    }

    @GetMapping("/quarantine")
    String show(Model model) {
        model.addAttribute("groups", custody.groups());
        model.addAttribute("held", custody.all(SHOWN));
        return "console/quarantine";
    }

    @PostMapping("/quarantine/{reference}/release")
    String release(
            @PathVariable String reference,
            @RequestParam(required = false) String reason,
            Principal person,
            RedirectAttributes answer) {
        return ended("release", releases.release(reference, new Act(person.getName(), reason)), answer);
    }

    @PostMapping("/quarantine/{reference}/reject")
    String reject(
            @PathVariable String reference,
            @RequestParam(required = false) String reason,
            Principal person,
            RedirectAttributes answer) {
        return ended("reject", releases.reject(reference, new Act(person.getName(), reason)), answer);
    }

    private static String ended(String action, Custody.Result result, RedirectAttributes answer) {
        answer.addFlashAttribute("done", "quarantine." + action + "." + result);
        return "redirect:/quarantine";
    }
}
