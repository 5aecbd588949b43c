package no.rapportmottak.operations;

import no.rapportmottak.reception.Partners;
import no.rapportmottak.registry.Partner;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;

/** Makes the two routes of each partner from their templates, before any route starts. */
@Component
class PartnerRoutes implements CamelContextConfiguration {

    private static final String FETCH = "fetch-from-partner";
    private static final String PUT = "put-to-partner";

    private final Partners partners;

    PartnerRoutes(Partners partners) {
        this.partners = partners;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        partners.bindTo(camel);
        for (Partner partner : partners.all()) {
            add(camel, partner, FETCH).parameter("folder", partner.inn()).parameter("poll", partner.poll().toMillis()).add();
            add(camel, partner, PUT).parameter("folder", partner.receipts()).add();
        }
    }

    private static TemplatedRouteBuilder add(CamelContext camel, Partner partner, String template) {
        return TemplatedRouteBuilder.builder(camel, template)
                .routeId(template + "-" + partner.id())
                .parameter("partner", partner.id())
                .parameter("host", partner.host())
                .parameter("port", partner.port())
                .parameter("user", partner.user())
                .parameter("privateKey", partner.privateKey())
                .parameter("hostKeys", partner.hostKeyAlgorithms())
                .parameter("connect", partner.connect().toMillis())
                .parameter("keepAlive", partner.keepAlive().toMillis())
                .parameter("keepAlives", partner.keepAlives());
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {}
}
