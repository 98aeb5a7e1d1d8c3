package dev.tule.dynamodb;

import dev.tule.dynamodb.value.Item;
import dev.tule.dynamodb.value.ItemCodec;
import dev.tule.store.Key;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;

/**
 * Items as rows of the store: a first row whose first byte says how many further parts the item
 * has, with one row in each index, and the counters. Stateless.
 */
final class ItemRows {
    private static final byte[] NOTHING = new byte[0];

    /** What one value holds of an item, behind the byte that counts the parts. */
    private final int partBytes;

    ItemRows(int mostValueBytes) {
        this.partBytes = mostValueBytes - 1;
    }

    Optional<Item> get(Snapshot snapshot, Table table, byte[] itemKey) {
        return snapshot.get(Layout.item(table.number(), itemKey))
                .map(first -> item(snapshot, table, itemKey, first));
    }

    /** The item that begins with a row which was read already. */
    Item item(Snapshot snapshot, Table table, byte[] itemKey, byte[] first) {
        int parts = first[0];
        byte[] whole = Arrays.copyOfRange(first, 1, first.length);
        for (int part = 1; part <= parts; part++) {
            Key key = Layout.part(table.number(), itemKey, part);
            whole =
                    Layout.join(
                            whole,
                            snapshot.get(key)
                                    .orElseThrow(
                                            () -> new IllegalStateException("a part is lost")));
        }
        return ItemCodec.decode(whole);
    }

    /**
     * Writes what has become of an item, with its rows in the indexes and the counters.
     *
     * @param before what it was, or null where there was none
     * @param after what it is to be, or null where there is to be none
     */
    void write(
            Transaction transaction,
            Table table,
            byte[] itemKey,
            @Nullable Item before,
            @Nullable Item after) {
        if (after == null) {
            if (before == null) {
                return;
            }
            transaction.delete(Layout.item(table.number(), itemKey));
            clearParts(transaction, table, itemKey, before, 0);
        } else {
            put(transaction, table, itemKey, before, after);
        }
        count(transaction, table, Layout.TABLE, before, after);
        for (Index index : table.indexes()) {
            writeRow(transaction, table, index, itemKey, before, after);
        }
    }

    private void put(
            Transaction transaction,
            Table table,
            byte[] itemKey,
            @Nullable Item before,
            Item after) {
        byte[] encoded = ItemCodec.encode(after);
        int parts = (Math.max(encoded.length, 1) - 1) / partBytes;
        byte[] first = new byte[Math.min(encoded.length, partBytes) + 1];
        first[0] = (byte) parts;
        System.arraycopy(encoded, 0, first, 1, first.length - 1);
        transaction.put(Layout.item(table.number(), itemKey), first);
        for (int part = 1; part <= parts; part++) {
            int from = part * partBytes;
            int to = Math.min(from + partBytes, encoded.length);
            transaction.put(
                    Layout.part(table.number(), itemKey, part),
                    Arrays.copyOfRange(encoded, from, to));
        }
        if (before != null) {
            clearParts(transaction, table, itemKey, before, parts);
        }
    }

    private void clearParts(
            Transaction transaction, Table table, byte[] itemKey, Item before, int kept) {
        // Encoded, an item may be a little larger or smaller than DynamoDB counts; no item of a
        // quarter of a part has a second one.
        if (before.sizeBytes() <= partBytes / 4) {
            return;
        }
        int parts = (ItemCodec.encode(before).length - 1) / partBytes;
        for (int part = kept + 1; part <= parts; part++) {
            transaction.delete(Layout.part(table.number(), itemKey, part));
        }
    }

    /** Writes what has become of an item's row in one index. */
    void writeRow(
            Transaction transaction,
            Table table,
            Index index,
            byte[] itemKey,
            @Nullable Item before,
            @Nullable Item after) {
        Key rows = Layout.index(table.number(), index.number());
        byte[] rowBefore = before == null ? null : Layout.indexKey(index, before, itemKey);
        byte[] rowAfter = after == null ? null : Layout.indexKey(index, after, itemKey);
        if (rowBefore != null
                && index.status() == IndexStatus.CREATING
                && transaction.get(rows.followedBy(rowBefore)).isEmpty()) {
            rowBefore = null; // The index is being filled, and hasn't got to this item.
        }
        if (!Arrays.equals(rowBefore, rowAfter)) {
            if (rowBefore != null) {
                transaction.delete(rows.followedBy(rowBefore));
            }
            if (rowAfter != null) {
                transaction.put(rows.followedBy(rowAfter), NOTHING);
            }
        }
        count(
                transaction,
                table,
                index.number(),
                before == null || rowBefore == null ? null : index.projected(before, table.keys()),
                after == null || rowAfter == null ? null : index.projected(after, table.keys()));
    }

    private static void count(
            Transaction transaction,
            Table table,
            int index,
            @Nullable Item before,
            @Nullable Item after) {
        int items = (after == null ? 0 : 1) - (before == null ? 0 : 1);
        if (items != 0) {
            transaction.add(Layout.itemCount(table.number(), index), items);
        }
        int bytes =
                (after == null ? 0 : after.sizeBytes()) - (before == null ? 0 : before.sizeBytes());
        if (bytes != 0) {
            transaction.add(Layout.byteCount(table.number(), index), bytes);
        }
    }
}
