package no.rapportmottak.console;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where people sign in, here or elsewhere. */
@Controller
class SignInPage {

    private final Map<String, String> elsewhere = new TreeMap<>();

    SignInPage(ObjectProvider<ClientRegistrationRepository> repository) {
        if (repository.getIfAvailable() instanceof Iterable<?> registrations) {
            for (Object registration : registrations) {
                ClientRegistration provider = (ClientRegistration) registration;
                elsewhere.put(provider.getRegistrationId(), provider.getClientName());
            }
        }
    }

    @GetMapping("/login")
    String signIn(Model model) {
        model.addAttribute("elsewhere", elsewhere);
        return "console/login";
    }
}
