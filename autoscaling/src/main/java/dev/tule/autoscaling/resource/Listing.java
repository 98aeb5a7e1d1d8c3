package dev.tule.autoscaling.resource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing. A token names the last thing that was shown, so that what comes or goes in
 * between shifts nothing.
 *
 * @param nextToken null on the last page
 */
public record Listing<T>(List<T> items, @Nullable String nextToken) {
    private static final int MOST = 100;
    private static final String MARK = "1:";

    /**
     * Cuts a page.
     *
     * @param found in the order in which it is shown
     * @param token of the page before; null for the first
     */
    public static <T> Listing<T> of(
            List<T> found,
            Function<T, String> name,
            @Nullable Integer maxRecords,
            @Nullable String token) {
        int most = maxRecords == null ? MOST : Math.clamp(maxRecords, 1, MOST);
        boolean showing = token == null || token.isEmpty();
        String last = showing ? "" : last(String.valueOf(token));
        List<T> page = new ArrayList<>();
        for (T item : found) {
            if (!showing) {
                showing = name.apply(item).equals(last);
                continue;
            }
            if (page.size() == most) {
                return new Listing<>(page, token(name.apply(page.getLast())));
            }
            page.add(item);
        }
        return new Listing<>(page, null);
    }

    private static String token(String name) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((MARK + name).getBytes(StandardCharsets.UTF_8));
    }

    private static String last(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            if (text.startsWith(MARK)) {
                return text.substring(MARK.length());
            }
        } catch (IllegalArgumentException e) {
            throw Faults.invalidToken();
        }
        throw Faults.invalidToken();
    }
}
