package no.rapportmottak.console;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import no.rapportmottak.registry.Senders;
import org.springframework.context.MessageSource;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.ModelAndView;

/** What every page has: who looks at it, where it is, and how it writes. */
@ControllerAdvice(annotations = Controller.class)
class Frame {

    /** @param name null as long as nobody has signed in */
    public record Viewer(String name, boolean operates, boolean approves) {}

    private final MessageSource texts;
    private final Senders senders;
    private final Clock clock;

    Frame(MessageSource texts, Senders senders, Clock clock) {
        this.texts = texts;
        this.senders = senders;
        this.clock = clock;
    }

    /** A page that no controller of its own makes, with what every page has. */
    ModelAndView page(String name, HttpServletRequest request, Locale locale) {
        ModelAndView page = new ModelAndView(name);
        page.addObject("viewer", viewer(request));
        page.addObject("path", path(request));
        page.addObject("languages", languages());
        page.addObject("show", show(locale));
        return page;
    }

    @ModelAttribute
    Viewer viewer(HttpServletRequest request) {
        Principal person = request.getUserPrincipal();
        return new Viewer(person == null ? null : person.getName(),
                isIn(request, Role.DRIFT), isIn(request, Role.GODKJENNER));
    }

    private static boolean isIn(HttpServletRequest request, Role role) {
        return request.getUserPrincipal() instanceof Authentication person
                && person.getAuthorities().stream().anyMatch(given -> role.word().equals(given.getAuthority()));
    }

    @ModelAttribute("path")
    String path(HttpServletRequest request) {
        return request.getRequestURI();
    }

    @ModelAttribute("languages")
    List<String> languages() {
        return ConsoleConfiguration.LANGUAGES;
    }

    @ModelAttribute
    Show show(Locale locale) {
        return new Show(texts, senders, clock, locale);
    }
}
