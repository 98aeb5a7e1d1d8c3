package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An event loop's handler on a clock of its own: messages come when the test has them come. */
final class WakefulIoHandlerTest {
    private static final long MICRO = 1_000;
    private static final long MOST = 200 * MICRO;

    private final Sockets sockets = new Sockets();
    private final Loop loop = new Loop();
    private final WakefulIoHandler handler =
            new WakefulIoHandler(sockets, Duration.ofNanos(MOST), this::now);

    private long now;
    private long yieldNanos = MICRO;

    /** Each look at the clock is one, and so is each yield between two of them. */
    private long now() {
        now += yieldNanos;
        return now;
    }

    /** A selector to which a message comes at a time. */
    private final class Sockets implements IoHandler {
        private long comesAt;
        private int sleeps;
        private int looks;

        @Override
        public int run(IoHandlerContext context) {
            if (!context.canBlock()) {
                looks++;
                return now >= comesAt ? 1 : 0;
            }
            sleeps++;
            now = Math.max(now, comesAt);
            return 1;
        }

        @Override
        public IoRegistration register(IoHandle handle) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void wakeup() {}

        @Override
        public boolean isCompatible(Class<? extends IoHandle> type) {
            return true;
        }
    }

    private final class Loop implements IoHandlerContext {
        private long taskAt = Long.MAX_VALUE;

        @Override
        public boolean canBlock() {
            return now < taskAt;
        }

        @Override
        public long delayNanos(long from) {
            return 0;
        }

        @Override
        public long deadlineNanos() {
            return -1;
        }
    }

    /** Messages come one after the other, so long after the one before; how often it slept. */
    private int sleepsFor(int messages, long gapNanos) {
        int before = sockets.sleeps;
        for (int i = 0; i < messages; i++) {
            sockets.comesAt = now + gapNanos;
            assertThat(handler.run(loop)).isEqualTo(1);
        }
        return sockets.sleeps - before;
    }

    @Test
    void aLoopWhoseMessagesComeInQuickSuccessionStaysAwake() {
        int first = sleepsFor(1, 50 * MICRO);
        int further = sleepsFor(100, 50 * MICRO);

        assertThat(first).isEqualTo(1);
        assertThat(further).isZero();
    }

    @Test
    void aLoopThatHearsSomethingNowAndThenSleepsAtOnce() {
        int sleeps = sleepsFor(1_000, 5 * MOST);

        assertThat(sleeps).isEqualTo(1_000);
        assertThat(sockets.looks).isZero();
    }

    @Test
    void afterABurstItLooksOutInVainTwiceAtMost() {
        sleepsFor(100, 50 * MICRO);
        long began = now;

        int sleeps = sleepsFor(1, 1_000 * MOST);
        sleepsFor(1, 1_000 * MOST);
        sockets.looks = 0;
        sleepsFor(100, 1_000 * MOST);

        assertThat(sleeps).isEqualTo(1);
        assertThat(now).isGreaterThan(began);
        assertThat(sockets.looks).isZero();
    }

    @Test
    void whereAFifthComesLateItSleepsMoreThanItLooksOut() {
        sleepsFor(100, 50 * MICRO);

        int lookedOutInVain = 0;
        for (int i = 0; i < 1_000; i++) {
            sleepsFor(2, 50 * MICRO);
            int looks = sockets.looks;
            sleepsFor(1, 5 * MOST);
            lookedOutInVain += sockets.looks > looks ? 1 : 0;
        }

        assertThat(lookedOutInVain).isLessThan(500);
    }

    @Test
    void itLeavesTheProcessorToOthersWhoWorkLong() {
        sleepsFor(100, 50 * MICRO);

        yieldNanos = 3_000 * MICRO;
        int crowded = sleepsFor(1, 100_000 * MICRO);
        yieldNanos = MICRO;
        sockets.looks = 0;
        int afterwards = sleepsFor(8, 50 * MICRO);

        assertThat(crowded).isEqualTo(1);
        assertThat(afterwards).isEqualTo(8);
        assertThat(sockets.looks).isZero();
    }

    @Test
    void whatOtherThreadsBringEndsTheLookOut() {
        sleepsFor(100, 50 * MICRO);
        sockets.comesAt = Long.MAX_VALUE;
        loop.taskAt = now + 20 * MICRO;

        int handled = handler.run(loop);

        assertThat(handled).isZero();
        assertThat(now - loop.taskAt).isLessThan(5 * MICRO);
    }

    @Test
    void aLoopThatHasSomethingToDoNeitherLooksOutNorSleeps() {
        sleepsFor(100, 50 * MICRO);
        sockets.looks = 0;
        loop.taskAt = 0;
        sockets.comesAt = Long.MAX_VALUE;

        int handled = handler.run(loop);

        assertThat(handled).isZero();
        assertThat(sockets.looks).isEqualTo(1);
    }
}
