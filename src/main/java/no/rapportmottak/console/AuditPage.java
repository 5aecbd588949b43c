package no.rapportmottak.console;

import java.util.List;
import no.rapportmottak.ledger.Audit;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Who changed what, and why. */
@Controller
class AuditPage {

    private static final int PAGE = 100;

    private final Audit audit;

    AuditPage(Audit audit) {
        this.audit = audit;
    }

    @GetMapping("/audit")
    String show(@RequestParam(required = false) Long before, Model model) {
        List<Audit.Entry> entries = audit.before(before == null ? Long.MAX_VALUE : before, PAGE);
        model.addAttribute("entries", entries);
        model.addAttribute("next", entries.size() < PAGE ? null : entries.get(PAGE - 1).id());
        return "console/audit";
    }
}
