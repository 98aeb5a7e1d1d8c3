package dev.tule.aws;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page of a listing ended: the token names the last thing that was shown, so that what
 * comes or goes in between shifts nothing. Clients pass it back as they got it.
 */
public final class PageToken {
    private static final String MARK = "1:";

    private PageToken() {}

    public static String of(String last) {
        byte[] token = (MARK + last).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** The last thing that was shown; empty where {@link #of} didn't make the token. */
    public static Optional<String> read(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            return text.startsWith(MARK)
                    ? Optional.of(text.substring(MARK.length()))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
