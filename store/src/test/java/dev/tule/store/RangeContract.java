package dev.tule.store;

import static dev.tule.store.StoreFixture.bytes;
import static dev.tule.store.StoreFixture.everything;
import static dev.tule.store.StoreFixture.keysOf;
import static dev.tule.store.StoreFixture.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.store.Snapshot.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Ranges: order, pages, and a transaction's own writes within them. */
interface RangeContract extends StoreFixture {

    @Test
    default void keysAreInUnsignedOrder() {
        List<Key> keys = new ArrayList<>();
        for (int high : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
            keys.add(Key.ofBytes(new byte[] {(byte) high}));
            for (int low : new int[] {0, 0x7f, 0x80, 0xff}) {
                keys.add(Key.ofBytes(new byte[] {(byte) high, (byte) low}));
            }
        }
        transact(
                transaction ->
                        keys.reversed().forEach(key -> transaction.put(key, bytes("value"))));

        List<Key> forward =
                page(everything(), 100, Direction.FORWARD).entries().stream()
                        .map(Page.Entry::key)
                        .toList();
        List<Key> reverse =
                page(everything(), 100, Direction.REVERSE).entries().stream()
                        .map(Page.Entry::key)
                        .toList();

        assertThat(forward).isEqualTo(keys);
        assertThat(reverse).isEqualTo(keys.reversed());
    }

    @Test
    default void aRangeHasItsStartAndLacksItsEnd() {
        for (String key : List.of("a", "b", "c")) {
            put(key, "1");
        }
        KeyRange range = new KeyRange(Key.of("a"), Key.of("c"));

        assertThat(keysOf(page(range, 10, Direction.FORWARD))).containsExactly("a", "b");
        assertThat(keysOf(page(range, 10, Direction.REVERSE))).containsExactly("b", "a");
        assertThat(keysOf(page(new KeyRange(Key.of("c"), Key.of("a")), 10, Direction.FORWARD)))
                .isEmpty();
    }

    @Test
    default void allEntriesOfARangeComeHoweverManyPagesTheyTake() {
        int many = 2 * Snapshot.ENTRIES_AT_ONCE + 1;
        transact(
                transaction -> {
                    for (int i = 0; i < many; i++) {
                        transaction.put(Key.of("row", i), bytes("value"));
                    }
                });
        KeyRange rows = KeyRange.within(Key.of("row"));

        List<Object> numbers =
                store().read(
                                SHARD,
                                snapshot ->
                                        snapshot.entries(rows)
                                                .map(entry -> entry.key().elements().getLast())
                                                .toList());
        assertThat(numbers).isEqualTo(LongStream.range(0, many).boxed().toList());
        assertThat(count(rows, 3)).isEqualTo(3);
        assertThat(count(KeyRange.within(Key.of("none")), 3)).isZero();
    }

    private long count(KeyRange range, int limit) {
        return store().read(SHARD, snapshot -> snapshot.entries(range).limit(limit).count());
    }

    @Test
    default void pagesFollowOneAnotherAndTheLastSaysSo() {
        List<String> all = List.of("a", "b", "c", "d", "e", "f");
        all.forEach(key -> put(key, "1"));

        Page first = page(everything(), 2, Direction.FORWARD);
        Page second =
                page(everything().after(first.entries().getLast().key()), 4, Direction.FORWARD);
        assertThat(keysOf(first)).containsExactly("a", "b");
        assertThat(first.more()).isTrue();
        assertThat(keysOf(second)).containsExactly("c", "d", "e", "f");
        assertThat(second.more()).isFalse();

        Page last = page(everything(), 2, Direction.REVERSE);
        Page before =
                page(everything().before(last.entries().getLast().key()), 4, Direction.REVERSE);
        assertThat(keysOf(last)).containsExactly("f", "e");
        assertThat(last.more()).isTrue();
        assertThat(keysOf(before)).containsExactly("d", "c", "b", "a");
        assertThat(before.more()).isFalse();
    }

    @Test
    default void aPageNeedsALimitFromOne() {
        assertThatThrownBy(() -> page(everything(), 0, Direction.FORWARD))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void aPageEndsWithTheLimitsOfTheStore() {
        Limits defaults = Limits.DEFAULT;
        for (String key : List.of("a", "b", "c", "d", "e")) {
            put(key, "x".repeat(100));
        }

        reopen(limits(defaults, 3, 1000));
        Page few = page(everything(), Integer.MAX_VALUE, Direction.FORWARD);
        reopen(limits(defaults, 100, 150));
        Page small = page(everything(), 100, Direction.REVERSE);

        assertThat(keysOf(few)).containsExactly("a", "b", "c");
        assertThat(few.more()).isTrue();
        assertThat(keysOf(small)).containsExactly("e", "d");
        assertThat(small.more()).isTrue();
    }

    private static Limits limits(Limits from, int pageEntries, int pageBytes) {
        return new Limits(
                from.keyBytes(),
                from.valueBytes(),
                from.transactionBytes(),
                from.transactionTime(),
                pageEntries,
                pageBytes);
    }

    @Test
    default void ownWritesInRangesAreAsInAModel() {
        long seed = Long.getLong("tule.store.seed", 7);
        Random random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            String description = "tule.store.seed=" + seed + ", round " + round;
            NavigableMap<Key, byte[]> model = new TreeMap<>();
            Shard shard = new Shard("round " + round);
            store().transact(shard, transaction -> write(random, transaction, model, 12));
            store().transact(
                            shard,
                            transaction -> {
                                for (int step = 0; step < 6; step++) {
                                    write(random, transaction, model, 4);
                                    compare(description, random, transaction, model);
                                }
                                return transaction;
                            });
            Page after = store().read(shard, s -> s.range(everything(), 100, Direction.FORWARD));
            assertThat(strings(after.entries())).as(description).isEqualTo(strings(model));
        }
    }

    private static Transaction write(
            Random random, Transaction transaction, NavigableMap<Key, byte[]> model, int count) {
        for (int i = 0; i < count; i++) {
            Key key = randomKey(random);
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> {
                    byte[] value = Counter.of(random.nextInt(1000));
                    transaction.put(key, value);
                    model.put(key, value);
                }
                case 4, 5 -> {
                    transaction.delete(key);
                    model.remove(key);
                }
                case 6 -> {
                    transaction.add(key, 5);
                    model.merge(key, Counter.of(5), (before, _) -> Counter.plus(before, 5));
                }
                default -> {
                    KeyRange range = randomRange(random);
                    transaction.clear(range);
                    if (!range.isEmpty()) {
                        model.subMap(range.from(), range.to()).clear();
                    }
                }
            }
        }
        return transaction;
    }

    private static void compare(
            String description,
            Random random,
            Transaction transaction,
            NavigableMap<Key, byte[]> model) {
        KeyRange range = randomRange(random);
        int limit = 1 + random.nextInt(8);
        boolean forward = random.nextBoolean();
        NavigableMap<Key, byte[]> expected =
                range.isEmpty()
                        ? new TreeMap<>()
                        : model.subMap(range.from(), true, range.to(), false);

        Page page =
                transaction.range(range, limit, forward ? Direction.FORWARD : Direction.REVERSE);

        assertThat(strings(page.entries()))
                .as(description)
                .isEqualTo(
                        strings(forward ? expected : expected.descendingMap()).stream()
                                .limit(limit)
                                .toList());
        assertThat(page.more()).as(description).isEqualTo(expected.size() > limit);
    }

    private static Key randomKey(Random random) {
        return Key.of("k", random.nextInt(20));
    }

    private static KeyRange randomRange(Random random) {
        List<Key> ends = new ArrayList<>(List.of(randomKey(random), randomKey(random)));
        if (random.nextInt(10) > 0) {
            ends.sort(Comparator.naturalOrder());
        }
        return new KeyRange(ends.getFirst(), ends.getLast());
    }

    private static List<String> strings(List<Page.Entry> entries) {
        return entries.stream()
                .map(entry -> entry.key() + "=" + Counter.read(entry.value()))
                .toList();
    }

    private static List<String> strings(NavigableMap<Key, byte[]> entries) {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + Counter.read(entry.getValue()))
                .toList();
    }

    @Test
    default void manyRowsAreClearedAtOnce() {
        transact(
                transaction -> {
                    for (int i = 0; i < 1000; i++) {
                        transaction.put(Key.of("row", i), bytes("1"));
                    }
                });

        transact(
                transaction -> {
                    transaction.clear(new KeyRange(Key.of("row", 1), Key.of("row", 999)));
                    transaction.put(Key.of("row", 500), bytes("2"));
                });

        assertThat(page(everything(), 1000, Direction.FORWARD).entries())
                .extracting(entry -> entry.key().elements().getLast())
                .containsExactly(0L, 500L, 999L);
    }

    @Test
    default void manyRowsAreReadPageByPage() {
        for (int batch = 0; batch < 10; batch++) {
            int from = batch * 500;
            transact(
                    transaction -> {
                        for (int i = from; i < from + 500; i++) {
                            transaction.put(Key.of("row", i), bytes("value " + i));
                        }
                    });
        }

        KeyRange range = KeyRange.within(Key.of("row"));
        int expected = 0;
        boolean more = true;
        while (more) {
            Page page = page(range, 333, Direction.FORWARD);
            for (Page.Entry entry : page.entries()) {
                assertThat(entry.key()).isEqualTo(Key.of("row", expected));
                assertThat(string(entry.value())).isEqualTo("value " + expected);
                expected++;
            }
            more = page.more();
            range = range.after(page.entries().getLast().key());
        }
        assertThat(expected).isEqualTo(5000);
    }
}
