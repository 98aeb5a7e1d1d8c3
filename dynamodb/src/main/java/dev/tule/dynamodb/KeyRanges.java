package dev.tule.dynamodb;

import dev.tule.dynamodb.expression.KeyCondition;
import dev.tule.dynamodb.value.Value;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import org.jspecify.annotations.Nullable;

/** Which rows of a table or an index a request is about. */
final class KeyRanges {
    private KeyRanges() {}

    /** The rows of a table or an index. */
    static Key prefix(Table table, @Nullable Index index) {
        return index == null
                ? Layout.items(table.number())
                : Layout.index(table.number(), index.number());
    }

    /**
     * The rows that a query finds.
     *
     * @param range the condition on the range key, or null where there is none
     */
    static KeyRange of(
            Table table, @Nullable Index index, Value hash, @Nullable KeyCondition range) {
        Key rows = prefix(table, index).followedBy(Layout.partition(hash));
        if (range == null) {
            return Layout.within(rows);
        }
        byte[] first = KeyAttribute.ordered(range.values().getFirst());
        byte[] last = KeyAttribute.ordered(range.values().getLast());
        boolean ofIndex = index != null;
        Key from = rows.followedBy(ofIndex ? Layout.ended(first) : first);
        Key to = rows.followedBy(ofIndex ? Layout.ended(last) : last);
        // In an index the item's own key follows, so "equal" is all that starts so.
        Key behind = ofIndex ? Layout.successor(to) : to.followedBy((byte) 0);
        Key end = Layout.successor(rows);
        return switch (range.operator()) {
            case EQ, BETWEEN -> new KeyRange(from, behind);
            case LT -> new KeyRange(rows, from);
            case LE -> new KeyRange(rows, behind);
            case GT -> new KeyRange(behind, end);
            case GE -> new KeyRange(from, end);
            case BEGINS_WITH ->
                    Layout.within(rows.followedBy(ofIndex ? Layout.escaped(first) : first));
            case NOT_INDEXABLE -> throw new IllegalStateException("refused before");
        };
    }

    /**
     * The rows of one segment of a parallel scan.
     *
     * @param segment from 0
     * @param total how many segments there are
     */
    static KeyRange segment(Table table, @Nullable Index index, int segment, int total) {
        Key rows = prefix(table, index);
        Key from = segment == 0 ? rows : rows.followedBy(start(segment, total));
        Key to =
                segment == total - 1
                        ? Layout.successor(rows)
                        : rows.followedBy(start(segment + 1, total));
        return new KeyRange(from, to);
    }

    /** The first four bytes of the first partition of a segment. */
    private static byte[] start(int segment, int total) {
        long start = ((long) segment << 32) / total;
        return java.nio.ByteBuffer.allocate(Integer.BYTES).putInt((int) start).array();
    }
}
