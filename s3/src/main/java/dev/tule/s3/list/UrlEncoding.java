package dev.tule.s3.list;

import dev.tule.s3.fault.Faults;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * {@code encoding-type=url}: keys may hold characters that XML can't, so clients may ask for them
 * percent-encoded.
 *
 * @param on whether they do
 */
public record UrlEncoding(boolean on) {
    private static final String PLAIN = "-_.~/*";

    /** The encoding that a request asks for. */
    public static UrlEncoding of(@Nullable String encodingType) {
        if (encodingType != null && !encodingType.equals("url")) {
            throw Faults.invalidArgument(
                    "Invalid Encoding Method specified in Request", "encoding-type", encodingType);
        }
        return new UrlEncoding(encodingType != null);
    }

    /** What to call it in the response. */
    public @Nullable String type() {
        return on ? "url" : null;
    }

    /** The text as the response carries it. */
    public String encode(String text) {
        if (!on) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || PLAIN.indexOf(c) >= 0;
            if (plain) {
                out.append(c);
            } else {
                out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return out.toString();
    }

    /** The same of a text that may be missing. */
    public @Nullable String encodeOrNull(@Nullable String text) {
        return text == null ? null : encode(text);
    }
}
