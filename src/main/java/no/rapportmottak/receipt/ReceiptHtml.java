package no.rapportmottak.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import rapportmottak.kvittering.v1.Kvittering;

/**
 * The receipt as a page for a person: it needs no network and runs nothing, and all that came from outside
 * is shown as text. Has an engine of its own, so that the console's settings can't change what is archived.
 */
final class ReceiptHtml {

    private final SpringTemplateEngine engine = engine();

    byte[] write(Kvittering form, Words words) {
        Context context = new Context(words.locale(), Map.of("form", form, "words", words));
        String page = ReceiptXml.charactersOnly(engine.process("result", context));
        return ReceiptXml.steering(page, character -> "\uFFFD").getBytes(UTF_8);
    }

    private static SpringTemplateEngine engine() {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver(ReceiptHtml.class.getClassLoader());
        templates.setPrefix("receipt/");
        templates.setSuffix(".html");
        templates.setCharacterEncoding("UTF-8");
        templates.setTemplateMode(TemplateMode.HTML);
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(templates);
        engine.setTemplateEngineMessageSource(Words.TEXTS);
        engine.setEnableSpringELCompiler(true);
        return engine;
    }
}
