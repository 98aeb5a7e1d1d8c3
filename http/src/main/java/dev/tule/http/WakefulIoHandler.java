package dev.tule.http;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps an event loop awake for a moment after each burst, where the next has come soon of late.
 *
 * <p><b>Why.</b> A processor with nothing to do goes to sleep, and to wake it takes as long as all
 * else that happens to a short message: some 35 us where it is a virtual one. A loop that looks
 * again for a while keeps its processor awake, for itself and for the threads of others that run
 * there: it yields to them at each look.
 *
 * <p><b>When.</b> It costs a processor's time, so it must pay (1). Each wait that was short earns a
 * point, each look-out in vain costs four, a long sleep one; the loop looks out only while it has
 * points. So a loop that is idle, or hears something now and then, sleeps at once. Where a yield
 * comes back late, others have need of the processor: the loop leaves it to them, and has points to
 * earn before it tries again (2).
 *
 * <ol>
 *   <li>Four fifths of the look-outs bring something, or there are fewer of them.
 *   <li>Looks wrong, is right: that a wait was short is also seen by who slept it away.
 * </ol>
 *
 * <p>Confined to its loop, but for {@link #wakeup}. Work that other threads bring is seen at each
 * look.
 */
final class WakefulIoHandler implements IoHandler {
    private static final int MOST_POINTS = 8;
    private static final int PRICE_OF_VAIN = 4;

    /** A yield that took longer was somebody's work, not somebody's message. */
    private static final long CROWDED_NANOS = 300_000;

    /** What is there is taken, and nothing is waited for. */
    private static final IoHandlerContext AT_ONCE =
            new IoHandlerContext() {
                @Override
                public boolean canBlock() {
                    return false;
                }

                @Override
                public long delayNanos(long now) {
                    return 0;
                }

                @Override
                public long deadlineNanos() {
                    return -1;
                }
            };

    private final IoHandler below;
    private final long mostNanos;
    private final LongSupplier nanoTime;
    private int points;

    /**
     * @param most how long it may look out
     */
    WakefulIoHandler(IoHandler below, Duration most, LongSupplier nanoTime) {
        this.below = below;
        this.mostNanos = most.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Makes handlers wakeful; for a duration of zero it leaves them as they are. */
    static IoHandlerFactory over(IoHandlerFactory below, Duration most) {
        return most.isZero()
                ? below
                : executor ->
                        new WakefulIoHandler(below.newHandler(executor), most, System::nanoTime);
    }

    @Override
    public int run(IoHandlerContext loop) {
        if (!loop.canBlock()) {
            return below.run(loop);
        }
        long begin = nanoTime.getAsLong();
        if (points > 0) {
            int handled = lookOut(loop, begin);
            if (handled > 0 || !loop.canBlock()) {
                return handled;
            }
        }
        int handled = below.run(loop);
        if (handled > 0) {
            boolean soon = nanoTime.getAsLong() - begin < mostNanos;
            points = Math.clamp(points + (soon ? 1 : -1), -MOST_POINTS, MOST_POINTS);
        }
        return handled;
    }

    /** Looks for something to do, again and again; how much it has found and done. */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing rests on the yield but others' comfort.
    private int lookOut(IoHandlerContext loop, long begin) {
        long now = begin;
        do {
            int handled = below.run(AT_ONCE);
            if (handled > 0) {
                points = Math.min(points + 1, MOST_POINTS);
                return handled;
            }
            if (!loop.canBlock()) {
                return 0;
            }
            Thread.yield();
            long back = nanoTime.getAsLong();
            if (back - now > CROWDED_NANOS) {
                points = -MOST_POINTS;
                return 0;
            }
            now = back;
        } while (now - begin < mostNanos);
        points -= PRICE_OF_VAIN;
        return 0;
    }

    @Override
    public void wakeup() {
        below.wakeup();
    }

    @Override
    public void initialize() {
        below.initialize();
    }

    @Override
    public void prepareToDestroy() {
        below.prepareToDestroy();
    }

    @Override
    public void destroy() {
        below.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return below.register(handle);
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
        return below.isCompatible(type);
    }
}
