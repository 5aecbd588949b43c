package no.rapportmottak.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import no.rapportmottak.ledger.NotDone;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.ModelAndView;

/** How it is said that something was not done: a page for people, a code for programs. */
final class Refusals {

    private Refusals() {}

    static HttpStatus status(NotDone.Why why) {
        return switch (why) {
            case REASON -> HttpStatus.BAD_REQUEST;
            case UNKNOWN_SENDER -> HttpStatus.NOT_FOUND;
            case NOT_IN_QUARANTINE, RECEIPT_ON_ITS_WAY, CONFIRMED_ON_CONSOLE_ONLY -> HttpStatus.CONFLICT;
        };
    }

    @RestControllerAdvice(annotations = RestController.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static class ForPrograms {

        @ExceptionHandler
        ResponseEntity<Map<String, String>> notDone(NotDone e) {
            return ResponseEntity.status(status(e.why())).body(Map.of("error", e.why().name()));
        }

        @ExceptionHandler
        ResponseEntity<Map<String, String>> misread(SearchForm.Misread e) {
            return ResponseEntity.badRequest().body(Map.of("error", "MISREAD", "field", e.field()));
        }
    }

    @ControllerAdvice(annotations = Controller.class)
    static class ForPeople {

        private final Frame frame;

        ForPeople(Frame frame) {
            this.frame = frame;
        }

        @ExceptionHandler
        ModelAndView notDone(NotDone e, HttpServletRequest request, Locale locale) {
            ModelAndView page = frame.page("console/not-done", request, locale);
            page.setStatus(status(e.why()));
            page.addObject("why", "notdone." + e.why());
            return page;
        }
    }
}
