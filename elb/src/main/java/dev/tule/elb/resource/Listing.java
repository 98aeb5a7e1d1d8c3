package dev.tule.elb.resource;

import dev.tule.aws.PageToken;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing. A marker names the last thing that was shown, so that what comes or goes
 * in between shifts nothing.
 *
 * @param nextMarker null on the last page
 */
public record Listing<T>(List<T> items, @Nullable String nextMarker) {
    private static final int MOST = 400;

    /**
     * Cuts a page.
     *
     * @param found in the order in which it is shown
     * @param marker of the page before; null for the first
     */
    public static <T> Listing<T> of(
            List<T> found,
            Function<T, String> name,
            @Nullable Integer pageSize,
            @Nullable String marker) {
        int most = pageSize == null ? MOST : Math.clamp(pageSize, 1, MOST);
        int from = 0;
        if (marker != null && !marker.isEmpty()) {
            String last =
                    PageToken.read(marker)
                            .orElseThrow(() -> Faults.invalid("Invalid marker '" + marker + "'"));
            List<String> names = found.stream().map(name).toList();
            from = names.indexOf(last) + 1;
        }
        int to = Math.min(found.size(), from + most);
        String next = to < found.size() ? PageToken.of(name.apply(found.get(to - 1))) : null;
        return new Listing<>(found.subList(from, to), next);
    }
}
