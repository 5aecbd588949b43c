package no.rapportmottak.report;

import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import org.w3c.dom.ls.LSInput;

/** A schema's text in the form in which the schema compiler asks for it. */
final class SchemaInput implements LSInput {

    private String publicId;
    private String systemId;
    private String baseUri;
    private final String text;

    SchemaInput(String publicId, String systemId, String baseUri, String text) {
        this.publicId = publicId;
        this.systemId = systemId;
        this.baseUri = baseUri;
        this.text = text;
    }

    @Override
    public Reader getCharacterStream() {
        return new StringReader(text);
    }

    @Override
    public String getPublicId() {
        return publicId;
    }

    @Override
    public void setPublicId(String publicId) {
        this.publicId = publicId;
    }

    @Override
    public String getSystemId() {
        return systemId;
    }

    @Override
    public void setSystemId(String systemId) {
        this.systemId = systemId;
    }

    @Override
    public String getBaseURI() {
        return baseUri;
    }

    @Override
    public void setBaseURI(String baseUri) {
        this.baseUri = baseUri;
    }

    @Override
    public void setCharacterStream(Reader characterStream) {
        throw readOnly();
    }

    @Override
    public InputStream getByteStream() {
        return null;
    }

    @Override
    public void setByteStream(InputStream byteStream) {
        throw readOnly();
    }

    @Override
    public String getStringData() {
        return null;
    }

    @Override
    public void setStringData(String stringData) {
        throw readOnly();
    }

    @Override
    public String getEncoding() {
        return null;
    }

    @Override
    public void setEncoding(String encoding) {
        throw readOnly();
    }

    @Override
    public boolean getCertifiedText() {
        return false;
    }

    @Override
    public void setCertifiedText(boolean certifiedText) {
        throw readOnly();
    }

    private static IllegalStateException readOnly() {
        return new IllegalStateException("this text is read only");
    }
}
