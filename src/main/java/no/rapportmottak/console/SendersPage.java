package no.rapportmottak.console;

import java.security.Principal;
import no.rapportmottak.ledger.Act;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Senders, one and all; pausing and resuming. */
@Controller
class SendersPage {

    private final SenderList senders;

    SendersPage(SenderList senders) {
        this.senders = senders;
    }

    @GetMapping("/senders")
    String all(Model model) {
        model.addAttribute("senders", senders.all());
        return "console/senders";
    }

    @GetMapping("/senders/{id}")
    String one(@PathVariable String id, Model model) {
        model.addAttribute("sender", senders.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        model.addAttribute("codes", senders.usualCodes(id));
        return "console/sender";
    }

    @PostMapping("/senders/{id}/pause")
    String pause(@PathVariable String id, @RequestParam(required = false) String reason, Principal person) {
        senders.pause(id, new Act(person.getName(), reason));
        return "redirect:/senders/{id}";
    }

    @PostMapping("/senders/{id}/resume")
    String resume(@PathVariable String id, @RequestParam(required = false) String reason, Principal person) {
        senders.resume(id, new Act(person.getName(), reason));
        return "redirect:/senders/{id}";
    }
}
