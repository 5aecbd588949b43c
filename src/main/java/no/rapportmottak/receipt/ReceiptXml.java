package no.rapportmottak.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.xml.bind.DataBindingException;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import java.io.StringWriter;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import rapportmottak.kvittering.v1.Kvittering;

/** The receipt as XML: what is not known is left out, and so is every character that XML has no place for. */
final class ReceiptXml {

    /** Not a Char of XML 1.0 (production 2), which not even a character reference can name. */
    private static final Pattern NO_CHARACTER =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    /** Characters that XML advises against (section 2.2): a terminal obeys some of them. */
    private static final Pattern STEERS = Pattern.compile("[\\x7F-\\x9F]");

    private static final JAXBContext CONTEXT = context();

    private ReceiptXml() {}

    static byte[] write(Kvittering form) {
        StringWriter xml = new StringWriter();
        try {
            Marshaller marshaller = CONTEXT.createMarshaller();
            marshaller.setProperty(Marshaller.JAXB_FORMATTED_OUTPUT, true);
            marshaller.marshal(form, xml);
        } catch (JAXBException e) {
            throw new DataBindingException(e);
        }
        return steering(charactersOnly(xml.toString()), character -> "&#" + character + ";").getBytes(UTF_8);
    }

    /** The text with what steers a terminal written in another way. */
    static String steering(String text, IntFunction<String> written) {
        return STEERS.matcher(text).replaceAll(found -> written.apply(found.group().charAt(0)));
    }

    /** The text without what a parser of XML or HTML would stumble over. */
    static String charactersOnly(String text) {
        return NO_CHARACTER.matcher(text).replaceAll("");
    }

    private static JAXBContext context() {
        try {
            return JAXBContext.newInstance(Kvittering.class);
        } catch (JAXBException e) {
            throw new DataBindingException(e);
        }
    }
}
