package dev.tule.rds.resource;

import dev.tule.aws.PageToken;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, as {@code MaxRecords} and {@code Marker} cut it.
 *
 * @param marker where the next page begins; null on the last
 */
public record Listing<T>(List<T> items, @Nullable String marker) {
    private static final int LEAST = 20;
    private static final int MOST = 100;

    /**
     * @param items all there is
     * @param name by which they are told apart and put in order
     * @param maxRecords 20 to 100; 100 if null
     * @param from the marker of the page before; null for the first
     */
    public static <T> Listing<T> of(
            List<T> items,
            Function<T, String> name,
            @Nullable Integer maxRecords,
            @Nullable String from) {
        int most = maxRecords == null ? MOST : maxRecords;
        if (most < LEAST || most > MOST) {
            throw Faults.invalid(
                    "Invalid value %d for MaxRecords. Must be between %d and %d"
                            .formatted(most, LEAST, MOST));
        }
        String after = from == null || from.isEmpty() ? null : lastShown(from);
        List<T> rest =
                items.stream()
                        .sorted(Comparator.comparing(name))
                        .filter(item -> after == null || name.apply(item).compareTo(after) > 0)
                        .toList();
        if (rest.size() <= most) {
            return new Listing<>(rest, null);
        }
        List<T> page = rest.subList(0, most);
        return new Listing<>(page, PageToken.of(name.apply(page.getLast())));
    }

    private static String lastShown(String marker) {
        return PageToken.read(marker)
                .orElseThrow(() -> Faults.invalid("Marker is not valid: " + marker));
    }
}
