package dev.tule.store;

import dev.tule.store.Database.Family;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * How the change feeds lie on disk. All changes are numbered in the order of their commits, over
 * all shards and topics. An <em>address</em> is a shard and a topic. Three kinds of rows:
 *
 * <pre>
 * 'e' address number(8)  ->  content                                 what a feed reads
 * 'o' number(8)          ->  time(8) bytes up to here(8) address     what says which are the oldest
 * 't' address            ->  number(8)                               the last that was trimmed
 * </pre>
 */
final class ChangeLog {
    private static final byte ENTRY = 'e';
    private static final byte ORDER = 'o';
    private static final byte TRIMMED = 't';

    static final int MOST_TRIMMED_AT_ONCE = 10_000;

    private final Database database;
    private final ChangeRetention retention;

    ChangeLog(Database database, ChangeRetention retention) {
        this.database = database;
        this.retention = retention;
    }

    static Key address(Key shardPrefix, Key topic) {
        byte[] length = ByteBuffer.allocate(Short.BYTES).putShort((short) topic.length()).array();
        return topic.behind(shardPrefix.followedBy(length));
    }

    void append(WriteBatch batch, Commit.Emitted change, Progress progress, Instant now)
            throws RocksDBException {
        byte[] order =
                ByteBuffer.allocate(2 * Long.BYTES + change.address().length())
                        .putLong(now.toEpochMilli())
                        .putLong(progress.changeBytes())
                        .put(change.address().unsafeBytes())
                        .array();
        var family = database.family(Family.CHANGES);
        batch.put(
                family,
                entryKey(change.address(), progress.change()).unsafeBytes(),
                change.content());
        batch.put(family, orderKey(progress.change()).unsafeBytes(), order);
    }

    /**
     * The changes of an address after a number.
     *
     * @throws CursorExpired when some of them are no longer kept
     */
    List<ChangeFeed.Change> read(
            ReadPoint point, Key address, long after, int limit, int limitBytes) {
        byte[] trimmed = point.get(Family.CHANGES, trimmedKey(address));
        if (trimmed != null && ByteBuffer.wrap(trimmed).getLong() > after) {
            throw new CursorExpired(
                    "changes after this cursor are no longer kept; "
                            + retention.changes()
                            + " changes are, of up to "
                            + retention.bytes()
                            + " bytes and "
                            + retention.age());
        }
        List<ChangeFeed.Change> changes = new ArrayList<>();
        KeyRange range =
                new KeyRange(entryKey(address, after + 1), entryKey(address, Long.MAX_VALUE));
        int bytes = 0;
        try (Rows rows = point.rows(Family.CHANGES, range, Snapshot.Direction.FORWARD)) {
            for (Key key = rows.key();
                    key != null && changes.size() < limit && bytes < limitBytes;
                    key = rows.key()) {
                long number = lastLong(key);
                changes.add(new ChangeFeed.Change(cursor(number), rows.value()));
                bytes += rows.value().length;
                rows.next();
            }
        }
        return changes;
    }

    /** Drops some of the changes that are over the retention; says how many. */
    int trim(ReadPoint point, Instant now) throws RocksDBException {
        KeyRange all = new KeyRange(orderKey(0), orderKey(Long.MAX_VALUE));
        Map<Key, Long> trimmed = new HashMap<>();
        int count = 0;
        long last = 0;
        try (Rows rows = point.rows(Family.CHANGES, all, Snapshot.Direction.FORWARD);
                WriteBatch batch = new WriteBatch()) {
            var family = database.family(Family.CHANGES);
            for (Key key = rows.key();
                    key != null && count < MOST_TRIMMED_AT_ONCE;
                    key = rows.key()) {
                long number = lastLong(key);
                ByteBuffer order = ByteBuffer.wrap(rows.value());
                if (isKept(point.progress(), now, number, order.getLong(), order.getLong())) {
                    break;
                }
                byte[] address = new byte[order.remaining()];
                order.get(address);
                Key at = Key.wrap(address);
                batch.delete(family, entryKey(at, number).unsafeBytes());
                trimmed.put(at, number);
                last = number;
                count++;
                rows.next();
            }
            if (count > 0) {
                batch.deleteRange(
                        family, orderKey(0).unsafeBytes(), orderKey(last + 1).unsafeBytes());
                for (Map.Entry<Key, Long> entry : trimmed.entrySet()) {
                    batch.put(
                            family,
                            trimmedKey(entry.getKey()).unsafeBytes(),
                            Counter.of(entry.getValue()));
                }
                database.writeUnsynced(batch);
            }
        }
        return count;
    }

    private boolean isKept(
            Progress progress, Instant now, long number, long epochMillis, long bytesUpTo) {
        return progress.change() - number < retention.changes()
                && progress.changeBytes() - bytesUpTo < retention.bytes()
                && now.toEpochMilli() - epochMillis <= retention.age().toMillis();
    }

    static Cursor cursor(long number) {
        return new Cursor(Long.toString(number));
    }

    /**
     * @throws IllegalArgumentException when no change of this store can have had this cursor
     */
    static long number(Cursor cursor, Progress progress) {
        long number = number(cursor);
        if (number < 0 || number > progress.change()) {
            throw new IllegalArgumentException(
                    "a cursor of another store, or of a later state of this one: "
                            + cursor.token());
        }
        return number;
    }

    static long number(Cursor cursor) {
        try {
            return Long.parseLong(cursor.token());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("no cursor: " + cursor.token(), e);
        }
    }

    private static Key entryKey(Key address, long number) {
        return numbered(ENTRY, address.unsafeBytes(), number);
    }

    private static Key orderKey(long number) {
        return numbered(ORDER, new byte[0], number);
    }

    private static Key trimmedKey(Key address) {
        return address.behind(Key.wrap(new byte[] {TRIMMED}));
    }

    private static Key numbered(byte kind, byte[] address, long number) {
        return Key.wrap(
                ByteBuffer.allocate(1 + address.length + Long.BYTES)
                        .put(kind)
                        .put(address)
                        .putLong(number)
                        .array());
    }

    private static long lastLong(Key key) {
        return ByteBuffer.wrap(key.unsafeBytes()).getLong(key.length() - Long.BYTES);
    }
}
