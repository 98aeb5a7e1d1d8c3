package dev.tule.ec2.resource;

import dev.tule.aws.PageToken;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of what a Describe action found, as {@code MaxResults} and {@code NextToken} cut it. A
 * token names the last resource that was shown: resources that come or go in between shift nothing.
 *
 * @param items in the order of their identifiers
 * @param nextToken where the next page begins; null on the last
 */
public record Listing<T>(List<T> items, @Nullable String nextToken) {
    private static final int MOST = 1000;

    /**
     * Cuts a page.
     *
     * @param found all that was found, in the order of their identifiers
     * @param maxResults 1 to 1000 (more are taken for 1000); null for no limit
     * @param token of the page before; null for the first
     */
    public static <T> Listing<T> of(
            List<T> found,
            Function<T, String> id,
            @Nullable Integer maxResults,
            @Nullable String token) {
        if (maxResults != null && maxResults < 1) {
            throw Faults.invalidValue(
                    maxResults, "maxResults", "Expecting a value greater than or equal to 1");
        }
        String after = token == null || token.isEmpty() ? null : last(token);
        int most = maxResults == null ? Integer.MAX_VALUE : Math.min(maxResults, MOST);
        List<T> page = new ArrayList<>();
        for (T item : found) {
            if (after != null && id.apply(item).compareTo(after) <= 0) {
                continue;
            }
            if (page.size() == most) {
                return new Listing<>(page, PageToken.of(id.apply(page.getLast())));
            }
            page.add(item);
        }
        return new Listing<>(page, null);
    }

    private static String last(String token) {
        return PageToken.read(token).orElseThrow(() -> invalidToken(token));
    }

    private static RuntimeException invalidToken(String token) {
        return Faults.invalidValue(token, "nextToken", "Unable to parse pagination token");
    }
}
