package dev.tule.cloudwatch.resource;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a listing ended: it names the last thing shown, so that what comes or goes in
 * between shifts nothing.
 */
public final class NextToken {
    private static final String MARK = "1:";

    private NextToken() {}

    public static String of(String last) {
        byte[] token = (MARK + last).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /**
     * @param token null or empty for the first page
     */
    public static Optional<String> read(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (text.startsWith(MARK)) {
                return Optional.of(text.substring(MARK.length()));
            }
        } catch (IllegalArgumentException e) {
            throw Faults.invalidToken();
        }
        throw Faults.invalidToken();
    }
}
