package dev.tule.mtv.admin;

import dev.tule.mtv.models.Model;
import java.nio.charset.StandardCharsets;

/**
 * Primary keys as one segment of a path, whatever is in them: each byte but letters, digits and
 * hyphens is written as {@code _2F}. Django's quote and unquote.
 */
final class ObjectKeys {
    private static final int HEX = 16;

    private ObjectKeys() {}

    static String quote(Model object) {
        return quote(String.valueOf(object.pk()));
    }

    static String quote(String key) {
        StringBuilder out = new StringBuilder();
        for (byte each : key.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xFF);
            boolean plain =
                    (c >= '0' && c <= '9')
                            || (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || c == '-';
            if (plain) {
                out.append(c);
            } else {
                out.append('_')
                        .append(Character.toUpperCase(Character.forDigit(c / HEX, HEX)))
                        .append(Character.toUpperCase(Character.forDigit(c % HEX, HEX)));
            }
        }
        return out.toString();
    }

    /** What was quoted; what never was is left as it is, and will be found to be no key. */
    static String unquote(String segment) {
        byte[] bytes = segment.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            boolean escaped = bytes[i] == '_' && i + 2 < bytes.length;
            int high = escaped ? Character.digit(bytes[i + 1], HEX) : -1;
            int low = escaped ? Character.digit(bytes[i + 2], HEX) : -1;
            if (high >= 0 && low >= 0) {
                out[length++] = (byte) (high * HEX + low);
                i += 2;
            } else {
                out[length++] = bytes[i];
            }
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }
}
