package dev.tule.dynamodb;

import dev.tule.dynamodb.expression.Condition;
import dev.tule.dynamodb.expression.Projection;
import dev.tule.dynamodb.value.AttributeValues;
import dev.tule.dynamodb.value.Item;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import dev.tule.store.Snapshot.Direction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads one page of a Query or a Scan: rows of a table or an index in order, until the limit, 1 MB
 * or the end is reached; the filter comes after. Confined to one request.
 *
 * @param index null where the table itself is read
 * @param wholeItems whether attributes that the index doesn't project are wanted
 */
record Reading(
        ItemRows rows,
        Table table,
        @Nullable Index index,
        KeyRange range,
        Direction direction,
        int limit,
        boolean wholeItems,
        boolean consistent,
        @Nullable Condition filter) {
    /** What a page reads at most (API Reference, Query and Scan: 1 MB). */
    private static final int PAGE_BYTES = 1 << 20;

    private static final int FEW = 32;
    private static final int MANY = 256;

    /**
     * What was read.
     *
     * @param items those that the filter let through
     * @param scanned how many there were before the filter
     * @param last the last one read, if there may be more
     */
    record Result(List<Item> items, int scanned, @Nullable Item last, Capacity capacity) {

        /** Where the next page starts, as the response says it. */
        Map<String, AttributeValue> lastEvaluatedKey(Table table, @Nullable Index index) {
            if (last == null) {
                return Map.of();
            }
            List<String> names =
                    index == null ? table.keys().names() : table.keys().namesWith(index.keys());
            return AttributeValues.attributes(last.only(names));
        }

        /** The items as the response has them. */
        List<Map<String, AttributeValue>> shown(@Nullable Projection projection) {
            return items.stream()
                    .map(item -> projection == null ? item : projection.of(item))
                    .map(AttributeValues::attributes)
                    .toList();
        }
    }

    Result read(Snapshot snapshot) {
        Progress progress = new Progress();
        KeyRange left = range;
        int batch = Math.min(limit, FEW);
        while (!left.isEmpty()) {
            Page page = snapshot.range(left, batch, direction);
            for (Page.Entry entry : page.entries()) {
                Item item = item(snapshot, entry, progress);
                if (progress.isFullWith(item)) {
                    return progress.result(item);
                }
            }
            if (!page.more()) {
                break;
            }
            Key last = page.entries().getLast().key();
            left = direction == Direction.FORWARD ? left.after(last) : left.before(last);
            batch = Math.min(limit - progress.scanned, MANY);
        }
        return progress.result(null);
    }

    private Item item(Snapshot snapshot, Page.Entry entry, Progress progress) {
        if (index == null) {
            byte[] itemKey = suffix(Layout.items(table.number()), entry.key());
            return rows.item(snapshot, table, itemKey, entry.value());
        }
        Key prefix = Layout.index(table.number(), index.number());
        byte[] itemKey = Layout.itemKeyOfRow(index, suffix(prefix, entry.key()));
        Item whole =
                rows.get(snapshot, table, itemKey)
                        .orElseThrow(
                                () -> new IllegalStateException("an index row without its item"));
        Item projected = index.projected(whole, table.keys());
        progress.ofIndex += projected.sizeBytes();
        if (wholeItems && projected.attributes().size() < whole.attributes().size()) {
            progress.fetched += Capacity.read(whole.sizeBytes(), consistent);
        }
        return wholeItems ? whole : projected;
    }

    /** What of a key follows a prefix. */
    static byte[] suffix(Key prefix, Key key) {
        return Arrays.copyOfRange(key.toBytes(), prefix.length(), key.length());
    }

    /** How far the page is. */
    private final class Progress {
        private final List<Item> items = new ArrayList<>();
        private int scanned;
        private long bytes;
        private long ofIndex;
        private double fetched;

        /** Takes an item; whether the page ends with it. */
        boolean isFullWith(Item item) {
            scanned++;
            bytes += item.sizeBytes();
            if (filter == null || filter.holds(item)) {
                items.add(item);
            }
            return scanned >= limit || bytes >= PAGE_BYTES;
        }

        Result result(@Nullable Item last) {
            Capacity capacity = new Capacity(table.name());
            if (index == null) {
                capacity.add(Capacity.read(bytes, consistent));
            } else {
                capacity.add(index, Capacity.read(ofIndex, consistent));
                capacity.add(fetched);
            }
            return new Result(items, scanned, last, capacity);
        }
    }
}
