package dev.tule.wamp.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The two ways in which bytes travel as text, read strictly. */
final class Encodings {
    private Encodings() {}

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * The bytes of a text in Base64's canonical form; empty where it is in another.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc4648#section-3.5">RFC 4648, section 3.5</a>
     */
    static Optional<byte[]> fromBase64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
            return base64(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** The bytes of a text of that many hexadecimal pairs; empty where it is none. */
    static Optional<byte[]> fromHex(String text, int lengthBytes) {
        if (text.length() != 2 * lengthBytes) {
            return Optional.empty();
        }
        try {
            return Optional.of(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
