package dev.tule.autoscaling.resource;

import dev.tule.aws.PageToken;
import java.util.ArrayList;
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
        String last =
                showing
                        ? ""
                        : PageToken.read(String.valueOf(token)).orElseThrow(Faults::invalidToken);
        List<T> page = new ArrayList<>();
        for (T item : found) {
            if (!showing) {
                showing = name.apply(item).equals(last);
                continue;
            }
            if (page.size() == most) {
                return new Listing<>(page, PageToken.of(name.apply(page.getLast())));
            }
            page.add(item);
        }
        return new Listing<>(page, null);
    }
}
