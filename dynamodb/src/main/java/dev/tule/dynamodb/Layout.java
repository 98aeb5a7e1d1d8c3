package dev.tule.dynamodb;

import dev.tule.aws.AccountRegion;
import dev.tule.dynamodb.value.Item;
import dev.tule.dynamodb.value.Value;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Shard;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where things stand in the store. In the shard of an account and region (T is a table's number, X
 * an index's, 0 for the table itself):
 *
 * <pre>
 * ("table", name)                                     a table's description
 * ("next")                                            the next table's number
 * ("item", T) partition range                         an item, or its first part
 * ("part", T) partition range n                       the n-th further part of a large item
 * ("index", T, X) partition' range' partition range   an item's row in an index, without a value
 * ("count", T, X, "items"), ("count", T, X, "bytes")  counters
 * ("freed", T), ("freed", T, X)                       a deleted table or index whose rows are to be freed
 * ("fill", T, X)                                      how far a new index has been filled
 * ("token", token)                                    a transaction done under a client's token
 * </pre>
 *
 * <p>A partition is the first 20 bytes of the SHA-256 of the hash key: it bounds the length of keys
 * (hash keys have up to 2048 bytes), spreads items over the segments of a parallel Scan, and no two
 * hash keys will ever share one. A range is the range key in an order-preserving form; of an index
 * it is escaped and ended (0x00 as 0x00 0xFF, the end 0x00 0x00), because the item's own key
 * follows.
 */
final class Layout {
    /** The length of a partition. */
    static final int PARTITION_BYTES = 20;

    /** The table itself, where an index's number stands. */
    static final int TABLE = 0;

    private Layout() {}

    static Shard shard(AccountRegion where) {
        return new Shard("dynamodb/" + where.account() + "/" + where.region());
    }

    /** Where the accounts and regions that have a shard are listed. */
    static Shard directory() {
        return new Shard("dynamodb");
    }

    static Key place(AccountRegion where) {
        return Key.of("place", where.account(), where.region());
    }

    static Key places() {
        return Key.of("place");
    }

    static Key tables() {
        return Key.of("table");
    }

    static Key table(String name) {
        return Key.of("table", name);
    }

    static Key nextNumber() {
        return Key.of("next");
    }

    static Key freed() {
        return Key.of("freed");
    }

    static Key freed(long table) {
        return Key.of("freed", table);
    }

    static Key freed(long table, int index) {
        return Key.of("freed", table, index);
    }

    static Key fills(long table) {
        return Key.of("fill", table);
    }

    static Key fill(long table, int index) {
        return Key.of("fill", table, index);
    }

    static Key tokens() {
        return Key.of("token");
    }

    static Key token(String token) {
        return Key.of("token", token);
    }

    static Key items(long table) {
        return Key.of("item", table);
    }

    static Key parts(long table) {
        return Key.of("part", table);
    }

    static Key index(long table, int index) {
        return Key.of("index", table, index);
    }

    static Key indexes(long table) {
        return Key.of("index", table);
    }

    static Key counts(long table) {
        return Key.of("count", table);
    }

    static Key counts(long table, int index) {
        return Key.of("count", table, index);
    }

    static Key itemCount(long table, int index) {
        return Key.of("count", table, index, "items");
    }

    static Key byteCount(long table, int index) {
        return Key.of("count", table, index, "bytes");
    }

    static Key item(long table, byte[] itemKey) {
        return items(table).followedBy(itemKey);
    }

    static Key part(long table, byte[] itemKey, int number) {
        return parts(table).followedBy(itemKey).followedBy((byte) number);
    }

    /** All keys that begin with these bytes. */
    static KeyRange within(Key prefix) {
        return new KeyRange(prefix, successor(prefix));
    }

    /** The first key behind all that begin with these bytes. */
    static Key successor(Key prefix) {
        byte[] bytes = prefix.toBytes();
        int last = bytes.length - 1;
        while (bytes[last] == (byte) 0xFF) {
            last--;
        }
        bytes[last]++;
        return Key.ofBytes(Arrays.copyOf(bytes, last + 1));
    }

    /**
     * The key of an item within its table: partition and range.
     *
     * @param item has the table's keys, checked
     */
    static byte[] itemKey(KeySchema keys, Item item) {
        byte[] partition = partition(value(item, keys.hash()));
        KeyAttribute range = keys.range();
        return range == null
                ? partition
                : join(partition, KeyAttribute.ordered(value(item, range)));
    }

    /** The key of an item's row within an index, or null where the item isn't in the index. */
    static byte @Nullable [] indexKey(Index index, Item item, byte[] itemKey) {
        Value hash = indexed(item, index.keys().hash());
        KeyAttribute range = index.keys().range();
        Value rangeValue = range == null ? null : indexed(item, range);
        if (hash == null || (range != null && rangeValue == null)) {
            return null;
        }
        byte[] partition = partition(hash);
        byte[] escaped = rangeValue == null ? new byte[0] : ended(KeyAttribute.ordered(rangeValue));
        return join(join(partition, escaped), itemKey);
    }

    /** The value that an index is to have: items from before the index may have others. */
    private static @Nullable Value indexed(Item item, KeyAttribute attribute) {
        Value value = item.get(attribute.name());
        boolean fits =
                value != null && value.type() == attribute.type() && !KeyAttribute.isEmpty(value);
        return fits ? value : null;
    }

    /** The key of the item that an index's row leads to. */
    static byte[] itemKeyOfRow(Index index, byte[] rowKey) {
        int at = PARTITION_BYTES;
        if (index.keys().range() != null) {
            while (rowKey[at] != 0 || rowKey[at + 1] != 0) {
                at += rowKey[at] == 0 ? 2 : 1;
            }
            at += 2;
        }
        return Arrays.copyOfRange(rowKey, at, rowKey.length);
    }

    private static Value value(Item item, KeyAttribute attribute) {
        Value value = item.get(attribute.name());
        if (value == null) {
            throw new IllegalStateException("an item without its key " + attribute.name());
        }
        return value;
    }

    /** Where the items of a hash key stand. */
    static byte[] partition(Value hash) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(KeyAttribute.ordered(hash));
            return Arrays.copyOf(digest, PARTITION_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Bytes with each 0x00 escaped. */
    static byte[] escaped(byte[] bytes) {
        ByteArrayOutputStream escaped = new ByteArrayOutputStream(bytes.length + 2);
        for (byte each : bytes) {
            escaped.write(each);
            if (each == 0) {
                escaped.write(0xFF);
            }
        }
        return escaped.toByteArray();
    }

    /** Bytes escaped, and ended so that what follows doesn't change their order. */
    static byte[] ended(byte[] bytes) {
        return join(escaped(bytes), new byte[2]);
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
