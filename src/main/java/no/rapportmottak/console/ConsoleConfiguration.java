package no.rapportmottak.console;

import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/** The languages of the pages: what the person chose, else what the browser asks for, else nb. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ConsoleConfiguration implements WebMvcConfigurer {

    static final List<String> LANGUAGES = List.of("nb", "nn", "en");

    @Bean
    MessageSource messageSource() {
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasename("console.texts");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        return texts;
    }

    @Bean
    LocaleResolver localeResolver() {
        CookieLocaleResolver chosen = new CookieLocaleResolver("spraak") {
            @Override
            protected Locale parseLocaleValue(String value) {
                return known(value);
            }
        };
        chosen.setCookieHttpOnly(true);
        chosen.setCookieSameSite("Lax");
        chosen.setDefaultLocaleFunction(request ->
                known(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null ? "nb" : request.getLocale().getLanguage()));
        return chosen;
    }

    private static Locale known(String language) {
        return Locale.forLanguageTag(LANGUAGES.contains(language) ? language : "nb");
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        LocaleChangeInterceptor change = new LocaleChangeInterceptor() {
            @Override
            protected Locale parseLocaleValue(String value) {
                return known(value);
            }
        };
        change.setParamName("spraak");
        registry.addInterceptor(change).excludePathPatterns("/api/**");
    }
}
