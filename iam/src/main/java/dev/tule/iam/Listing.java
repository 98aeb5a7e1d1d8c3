package dev.tule.iam;

import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, as IAM's {@code MaxItems} and {@code Marker} cut it.
 *
 * @param marker where the next page begins; null on the last
 */
record Listing<T>(List<T> items, @Nullable String marker) {
    private static final int DEFAULT_ITEMS = 100;
    private static final int MOST_ITEMS = 1000;
    private static final int ROWS_AT_ONCE = 200;

    boolean truncated() {
        return marker != null;
    }

    /**
     * Reads the rows under a prefix.
     *
     * @param maxItems 1 to 1000; 100 if null
     * @param from the marker of the page before; null for the first
     * @param item what to make of a row; empty to leave it out
     */
    static <T> Listing<T> of(
            Snapshot rows,
            Key prefix,
            @Nullable Integer maxItems,
            @Nullable String from,
            Function<Page.Entry, Optional<T>> item) {
        int most = maxItems == null ? DEFAULT_ITEMS : maxItems;
        if (most < 1 || most > MOST_ITEMS) {
            throw Faults.invalid("MaxItems must be between 1 and 1000.");
        }
        KeyRange range = KeyRange.within(prefix);
        if (from != null) {
            range = range.after(position(from, prefix));
        }
        List<T> items = new ArrayList<>();
        while (true) {
            Page page = rows.range(range, ROWS_AT_ONCE, Snapshot.Direction.FORWARD);
            for (Page.Entry entry : page.entries()) {
                Optional<T> found = item.apply(entry);
                if (found.isPresent() && items.size() == most) {
                    return new Listing<>(items, marker(range));
                }
                found.ifPresent(items::add);
                range = range.after(entry.key());
            }
            if (!page.more()) {
                return new Listing<>(items, null);
            }
        }
    }

    private static String marker(KeyRange rest) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(rest.from().toBytes());
    }

    private static Key position(String marker, Key prefix) {
        try {
            Key key =
                    Key.ofBytes(
                            Base64.getUrlDecoder()
                                    .decode(marker.getBytes(StandardCharsets.US_ASCII)));
            if (key.startsWith(prefix)) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            throw invalidMarker();
        }
        throw invalidMarker();
    }

    private static dev.tule.aws.AwsFault invalidMarker() {
        return Faults.invalid("The specified value for marker is invalid.");
    }
}
