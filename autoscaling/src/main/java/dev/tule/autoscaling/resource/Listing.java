package dev.tule.autoscaling.resource;

import dev.tule.aws.PageToken;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing. A token names where the page before ended, so that what comes or goes in
 * between, even the last thing that was shown, shifts nothing.
 *
 * @param nextToken null on the last page
 */
public record Listing<T>(List<T> items, @Nullable String nextToken) {
    private static final int MOST = 100;

    /**
     * Cuts a page.
     *
     * @param found in whatever order
     * @param position by which things are shown in order; no two have the same
     * @param token of the page before; null for the first
     */
    public static <T> Listing<T> of(
            List<T> found,
            Function<T, String> position,
            @Nullable Integer maxRecords,
            @Nullable String token) {
        int most = maxRecords == null ? MOST : Math.clamp(maxRecords, 1, MOST);
        String after =
                token == null || token.isEmpty()
                        ? ""
                        : PageToken.read(token).orElseThrow(Faults::invalidToken);
        List<T> rest =
                found.stream()
                        .filter(item -> position.apply(item).compareTo(after) > 0)
                        .sorted(Comparator.comparing(position))
                        .toList();
        if (rest.size() <= most) {
            return new Listing<>(rest, null);
        }
        List<T> page = rest.subList(0, most);
        return new Listing<>(page, PageToken.of(position.apply(page.getLast())));
    }
}
