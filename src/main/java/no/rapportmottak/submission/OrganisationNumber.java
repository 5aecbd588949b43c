package no.rapportmottak.submission;

/**
 * A number in the Central Coordinating Register for Legal Entities (Enhetsregisteret): nine digits, the
 * last a check digit by modulus 11 with the weights 3 2 7 6 5 4 3 2 (Brønnøysundregistrene).
 */
public record OrganisationNumber(String value) {

    private static final int[] WEIGHTS = {3, 2, 7, 6, 5, 4, 3, 2};

    public OrganisationNumber {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not an organisation number: " + value);
        }
    }

    public static boolean isValid(String text) {
        if (text == null || !text.matches("[0-9]{9}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (text.charAt(i) - '0');
        }
        int check = (11 - sum % 11) % 11;
        return check == text.charAt(8) - '0';
    }

    @Override
    public String toString() {
        return value;
    }
}
