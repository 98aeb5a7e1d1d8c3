package dev.tule.wamp;

import java.util.Base64;

/**
 * Binary in JSON: a string of U+0000 and base64.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-binary-support-in-json">Binary
 *     conversion of JSON strings</a>
 */
final class JsonBinary {
    private JsonBinary() {}

    /** The bytes that the string stands for, or the string where it stands for none. */
    static Object decode(String string) {
        if (string.isEmpty() || string.charAt(0) != '\0') {
            return string;
        }
        try {
            return Base64.getDecoder().decode(string.substring(1));
        } catch (IllegalArgumentException e) {
            return string;
        }
    }

    static String encode(byte[] binary) {
        return '\0' + Base64.getEncoder().encodeToString(binary);
    }
}
