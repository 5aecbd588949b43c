package no.rapportmottak.console;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The servers of partners: which is down, since when and why, and what waits for it. */
@Controller
class PartnersPage {

    private final PartnerList partners;

    PartnersPage(PartnerList partners) {
        this.partners = partners;
    }

    @GetMapping("/partners")
    String all(Model model) {
        model.addAttribute("partners", partners.all());
        return "console/partners";
    }
}
