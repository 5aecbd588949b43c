package no.rapportmottak.delivery;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import no.rapportmottak.ledger.Reminders;
import no.rapportmottak.registry.ConfigurationMistake;
import no.rapportmottak.registry.Endpoints;
import no.rapportmottak.registry.Senders;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;
import org.springframework.boot.autoconfigure.mail.MailProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;

/** Webhooks, mail and partners' receipt folders. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailProperties.class)
class NotificationConfiguration {

    /** As many as may be called at the same time; a hub has a handful, and each has one thread at most. */
    private static final int MOST_CALLS = 100;

    @Bean
    Receivers receivers(Clock clock) {
        return new Receivers(clock);
    }

    @Bean
    Webhooks webhooks(Endpoints endpoints, Receivers receivers, Clock clock) {
        return new Webhooks(endpoints, receivers, clock);
    }

    @Bean
    PartnerReceipts partnerReceipts(Endpoints endpoints, Receivers receivers) {
        return new PartnerReceipts(endpoints, receivers);
    }

    /** Each endpoint that has something to get is called by a thread of its own. */
    @Bean
    ThreadPoolProfile webhookThreads() {
        return threads("webhookThreads");
    }

    /** Likewise each partner's server. */
    @Bean
    ThreadPoolProfile partnerThreads() {
        return threads("partnerThreads");
    }

    private static ThreadPoolProfile threads(String name) {
        ThreadPoolProfile profile = new ThreadPoolProfile(name);
        profile.setPoolSize(0);
        profile.setMaxPoolSize(MOST_CALLS);
        profile.setMaxQueueSize(0);
        profile.setKeepAliveTime(30L);
        return profile;
    }

    @Bean
    AttemptDeadline attemptDeadline(NotificationSettings settings) {
        return new AttemptDeadline(settings.webhooks().deadline());
    }

    /** A connection for one call each, to addresses that were checked for this very connection. */
    @Bean
    PoolingHttpClientConnectionManager webhookConnections(NotificationSettings settings, Endpoints endpoints) {
        Timeout deadline = Timeout.of(settings.webhooks().deadline());
        Http1Config bounds = Http1Config.custom().setMaxHeaderCount(100).setMaxLineLength(8192).build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(bounds).build())
                .setDnsResolver(new GuardedResolver(endpoints::allowsPrivate))
                .setMaxConnTotal(MOST_CALLS)
                .setMaxConnPerRoute(MOST_CALLS)
                .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(deadline).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.webhooks().connectTimeout()))
                        .setSocketTimeout(deadline)
                        .build())
                .build();
    }

    /** Sends once and looks at the status line: nothing is followed, repeated, unpacked, remembered or read. */
    @Bean
    HttpComponent http(PoolingHttpClientConnectionManager webhookConnections, AttemptDeadline deadline) {
        HttpComponent http = new HttpComponent();
        http.setClientConnectionManager(webhookConnections);
        http.setHttpClientConfigurer(client -> client
                .setUserAgent("Rapportmottak")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .setConnectionReuseStrategy((request, response, context) -> false)
                .addExecInterceptorFirst("deadline", deadline));
        return http;
    }

    @Bean
    MailServer mailServer(MailProperties settings, Receivers receivers) {
        return new MailServer(settings, receivers);
    }

    @Bean
    Mails mails(Senders senders, MailServer server, NotificationSettings settings, Clock clock) {
        return new Mails(senders, server.getSession(), from(settings.mail().from()), settings.mail().questionsTo(), clock);
    }

    @Bean
    EndingKeys endingKeys(Senders senders, Reminders reminders, MailProperties mail, Clock clock) {
        return new EndingKeys(senders, reminders, StringUtils.hasText(mail.getHost()), clock);
    }

    private static InternetAddress from(String address) {
        try {
            return new InternetAddress(address, true);
        } catch (AddressException e) {
            throw new ConfigurationMistake("rapportmottak.mail.from: expected an address such as rapport@etat.example");
        }
    }
}
