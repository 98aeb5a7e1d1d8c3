package dev.tule.wamp.auth;

/**
 * Prepares names and passwords, so that what looks the same is the same.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4013">RFC 4013</a>
 */
public final class SaslPrep {
    private SaslPrep() {}

    /**
     * The string as it is stored and compared.
     *
     * @throws IllegalArgumentException where it holds characters that SASLprep prohibits; the
     *     sentence doesn't hold the string
     */
    public static String prepare(String string) {
        // Nearly always so, and then the tables need not be loaded.
        if (string.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            return string;
        }
        try {
            return new com.ongres.saslprep.SASLprep().prepareStored(string);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "holds a character that names and passwords can't have (SASLprep, RFC 4013)");
        }
    }
}
