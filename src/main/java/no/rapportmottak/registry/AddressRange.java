package no.rapportmottak.registry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Addresses that begin with the same bits, such as {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one alone. */
public final class AddressRange {

    /** Digits and separators only: whatever passes here is never looked up as a name. */
    private static final Pattern LITERAL = Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(/[0-9]{1,3})?");

    private final byte[] first;
    private final int bits;
    private final String text;

    private AddressRange(byte[] first, int bits, String text) {
        this.first = first;
        this.bits = bits;
        this.text = text;
    }

    /** @throws IllegalArgumentException when it is none; the message says what was expected */
    public static AddressRange of(String text) {
        String expected = "expected an address such as 192.0.2.7 or a range such as 10.0.0.0/8, not " + text;
        if (text == null || !LITERAL.matcher(text).matches()) {
            throw new IllegalArgumentException(expected);
        }
        String[] parts = text.split("/");
        try {
            byte[] first = InetAddress.getByName(parts[0]).getAddress();
            int bits = parts.length == 1 ? first.length * Byte.SIZE : Integer.parseInt(parts[1]);
            if (bits > first.length * Byte.SIZE) {
                throw new IllegalArgumentException(expected);
            }
            return new AddressRange(first, bits, text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(expected, e);
        }
    }

    public boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != first.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if ((first[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range && range.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
