package no.rapportmottak.console;

import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The catalogue of rules. */
@Controller
class RulesPage {

    private final RuleList rules;

    RulesPage(RuleList rules) {
        this.rules = rules;
    }

    @GetMapping("/rules")
    String show(Locale locale, Model model) {
        model.addAttribute("catalogues", rules.all());
        model.addAttribute("language", locale.getLanguage());
        return "console/rules";
    }
}
