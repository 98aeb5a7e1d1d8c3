package dev.tule.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@link ConflictWindow} beside a list of all that was written. */
class ConflictWindowTest {
    private static final long SEED = Long.getLong("tule.store.seed", 11);
    private static final int COMMITS = 4_000;

    private final Random random = new Random(SEED);
    private final List<KeyRange> written = new ArrayList<>();

    @Test
    void aWindowThatForgetsNothingIsExact() {
        ConflictWindow window = new ConflictWindow(Long.MAX_VALUE, 0);
        for (int version = 1; version <= COMMITS; version++) {
            write(window, version);
            Commit.Reads reads = randomReads(version - random.nextInt(Math.min(version, 40)));
            assertThat(window.conflicts(reads))
                    .as("tule.store.seed=%d, version %d", SEED, version)
                    .isEqualTo(reallyConflicts(reads));
        }
    }

    @Test
    void aWindowThatForgetsMissesNoConflict() {
        ConflictWindow window = new ConflictWindow(5_000, 0);
        int needless = 0;
        for (int version = 1; version <= COMMITS; version++) {
            write(window, version);
            Commit.Reads reads = randomReads(version - random.nextInt(Math.min(version, 40)));
            boolean conflict = window.conflicts(reads);
            boolean real = reallyConflicts(reads);
            assertThat(conflict || !real)
                    .as("tule.store.seed=%d, version %d", SEED, version)
                    .isTrue();
            needless += conflict && !real ? 1 : 0;
        }
        assertThat(needless).isBetween(1, COMMITS / 2);
    }

    @Test
    void whatWasReadBeforeTheWindowBeganConflicts() {
        ConflictWindow window = new ConflictWindow(10_000, 7);

        assertThat(window.conflicts(new Commit.Reads(6, List.of(key(1)), List.of()))).isTrue();
        assertThat(window.conflicts(new Commit.Reads(7, List.of(key(1)), List.of()))).isFalse();
        assertThat(window.conflicts(new Commit.Reads(6, List.of(), List.of()))).isFalse();
    }

    private void write(ConflictWindow window, int version) {
        if (random.nextInt(4) == 0) {
            KeyRange range = randomRange();
            window.cleared(version, range);
            written.add(range);
        } else {
            Key key = key(random.nextInt(1000));
            window.wrote(version, key);
            written.add(new KeyRange(key, key.followedBy((byte) 0)));
        }
        window.forget();
    }

    private Commit.Reads randomReads(int version) {
        return random.nextBoolean()
                ? new Commit.Reads(version, List.of(key(random.nextInt(1000))), List.of())
                : new Commit.Reads(version, List.of(), List.of(randomRange()));
    }

    private KeyRange randomRange() {
        int from = random.nextInt(1000);
        return new KeyRange(key(from), key(from + 1 + random.nextInt(20)));
    }

    private boolean reallyConflicts(Commit.Reads reads) {
        return written.subList((int) reads.version(), written.size()).stream()
                .anyMatch(
                        write ->
                                reads.keys().stream().anyMatch(write::contains)
                                        || reads.ranges().stream()
                                                .anyMatch(range -> overlap(range, write)));
    }

    private static boolean overlap(KeyRange one, KeyRange other) {
        return one.from().compareTo(other.to()) < 0 && other.from().compareTo(one.to()) < 0;
    }

    private static Key key(int number) {
        return Key.of(number);
    }
}
