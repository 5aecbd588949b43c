package no.rapportmottak.console;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What to do about each alarm. */
@Controller
class RunbookPage {

    private final Runbook runbook;

    RunbookPage(Runbook runbook) {
        this.runbook = runbook;
    }

    @GetMapping("/runbook")
    String show(Model model) {
        model.addAttribute("sections", runbook.all());
        return "console/runbook";
    }
}
