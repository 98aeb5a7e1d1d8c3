package dev.tule.dynamodb;

import dev.tule.aws.AccountRegion;
import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.store.Shard;
import dev.tule.store.Snapshot;
import dev.tule.store.Store;
import dev.tule.store.Transaction;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tables of an account and region. Safe for use by many threads. A table's description is read
 * from the store in every transaction that uses it, so that no write comes after the table's end;
 * only its decoding is remembered.
 */
final class Tables {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
    private static final Pattern ARN =
            Pattern.compile("arn:[^:]+:dynamodb:([^:]+):([^:]+):table/([^/]+)");
    private static final int MOST_REMEMBERED = 10_000;

    private final Store store;
    private final AccountRegion where;
    private final Shard shard;
    private final Map<String, Decoded> remembered = new ConcurrentHashMap<>();

    private record Decoded(@SuppressWarnings("ArrayRecordComponent") byte[] bytes, Table table) {}

    Tables(Store store, AccountRegion where) {
        this.store = store;
        this.where = where;
        this.shard = Layout.shard(where);
    }

    AccountRegion where() {
        return where;
    }

    <T extends @Nullable Object> T read(Function<Snapshot, T> body) {
        return store.read(shard, body);
    }

    <T extends @Nullable Object> T transact(Function<Transaction, T> body) {
        return store.transact(shard, body);
    }

    void change(Consumer<Transaction> body) {
        store.change(shard, body);
    }

    /** The most bytes that a value of the store takes. */
    int mostValueBytes() {
        return store.limits().valueBytes();
    }

    /**
     * The table's name, of a name or an ARN.
     *
     * @throws InvalidRequest when it is neither
     */
    String name(@Nullable String nameOrArn) {
        if (nameOrArn == null) {
            throw new InvalidRequest(
                    "The parameter 'TableName' is required but was not present in the request");
        }
        Matcher arn = ARN.matcher(nameOrArn);
        if (arn.matches()) {
            if (!arn.group(1).equals(where.region()) || !arn.group(2).equals(where.account())) {
                throw Faults.tableNotFound();
            }
            return arn.group(3);
        }
        checkName("TableName", nameOrArn);
        return nameOrArn;
    }

    /**
     * Checks what a table or an index is to be called.
     *
     * @throws InvalidRequest when nothing can be called that
     */
    static void checkName(String parameter, @Nullable String name) {
        if (name == null || name.length() < 3 || name.length() > 255) {
            throw new InvalidRequest(
                    parameter
                            + " must be at least 3 characters long and at most 255 characters"
                            + " long");
        }
        if (!NAME.matcher(name).matches()) {
            throw new InvalidRequest(
                    "1 validation error detected: Value '"
                            + name
                            + "' at '"
                            + Character.toLowerCase(parameter.charAt(0))
                            + parameter.substring(1)
                            + "' failed to satisfy constraint: Member must satisfy regular"
                            + " expression pattern: [a-zA-Z0-9_.-]+");
        }
    }

    String arn(String table) {
        return "arn:aws:dynamodb:" + where.region() + ":" + where.account() + ":table/" + table;
    }

    Optional<Table> find(Snapshot snapshot, String name) {
        return snapshot.get(Layout.table(name)).map(bytes -> decoded(name, bytes));
    }

    /** A table that data is asked of. */
    Table require(Snapshot snapshot, String name) {
        return find(snapshot, name).orElseThrow(Faults::tableNotFound);
    }

    /** A table that is itself what is asked for. */
    Table requireNamed(Snapshot snapshot, String name) {
        return find(snapshot, name).orElseThrow(() -> Faults.tableNotFound(name));
    }

    private Table decoded(String name, byte[] bytes) {
        Decoded before = remembered.get(name);
        if (before != null && Arrays.equals(before.bytes(), bytes)) {
            return before.table();
        }
        Table table = TableCodec.decode(bytes);
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(name, new Decoded(bytes, table));
        return table;
    }

    void save(Transaction transaction, Table table) {
        transaction.put(Layout.table(table.name()), TableCodec.encode(table));
    }

    /** A number that no table of this account and region has had. */
    static long nextNumber(Transaction transaction) {
        long next = number(transaction.get(Layout.nextNumber())) + 1;
        transaction.put(Layout.nextNumber(), ByteBuffer.allocate(Long.BYTES).putLong(next).array());
        return next;
    }

    /** How many items a table or an index has. */
    static long itemCount(Snapshot snapshot, Table table, int index) {
        return number(snapshot.get(Layout.itemCount(table.number(), index)));
    }

    /** How many bytes the items of a table or an index have, by DynamoDB's rules. */
    static long byteCount(Snapshot snapshot, Table table, int index) {
        return number(snapshot.get(Layout.byteCount(table.number(), index)));
    }

    private static long number(Optional<byte[]> bytes) {
        return bytes.map(each -> ByteBuffer.wrap(each).getLong()).orElse(0L);
    }
}
