package no.rapportmottak.console;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import no.rapportmottak.reception.FailedAttempts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Slows down whoever guesses passwords: an address that failed too often may not try again for a while. Failures count
 * by address and never by user, so nobody can lock a user out; who is signed in stays so.
 */
@Component
class SignInThrottle {

    private static final Logger LOG = LoggerFactory.getLogger(SignInThrottle.class);

    private final ConsoleSettings.SignIn settings;
    private final FailedAttempts failures;

    SignInThrottle(ConsoleSettings console) {
        this.settings = console.signIn();
        this.failures = new FailedAttempts(settings.failures(), settings.forgotten());
    }

    @EventListener
    void failed(AbstractAuthenticationFailureEvent event) throws UnknownHostException {
        if (event.getAuthentication().getDetails() instanceof WebAuthenticationDetails details
                && failures.add(InetAddress.getByName(details.getRemoteAddress()))) {
            LOG.warn("{} failed to sign in to the console {} times and may not try for {}", details.getRemoteAddress(),
                    settings.failures(), settings.forgotten());
        }
    }

    /** To stand before whatever looks at passwords. Not a bean of its own, or it would stand before everything. */
    Filter filter() {
        return (request, response, chain) -> {
            if (signsIn((HttpServletRequest) request) && failures.isBlocked(InetAddress.getByName(request.getRemoteAddr()))) {
                HttpServletResponse refusal = (HttpServletResponse) response;
                refusal.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, settings.forgotten().toSeconds())));
                refusal.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
            } else {
                chain.doFilter(request, response);
            }
        };
    }

    private static boolean signsIn(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || request.getMethod().equals("POST") && request.getServletPath().equals("/login");
    }
}
