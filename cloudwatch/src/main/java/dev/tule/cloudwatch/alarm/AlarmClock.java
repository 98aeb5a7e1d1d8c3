package dev.tule.cloudwatch.alarm;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets alarms be looked at every ten seconds of the clock and when somebody wakes it, on a thread
 * of its own, and their actions be done on another: an action that takes long holds no alarm up.
 */
public final class AlarmClock implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AlarmClock.class.getName());

    /** The shortest period of an alarm. */
    private static final int STEP_SECONDS = 10;

    /** After the end of a step, what is measured in it comes in. */
    private static final int SETTLING_SECONDS = 2;

    private final InstantSource clock;
    private final Runnable follow;
    private final Runnable act;
    private final ScheduledThreadPoolExecutor following = thread("cloudwatch-alarms");
    private final ScheduledThreadPoolExecutor acting = thread("cloudwatch-actions");
    private final AtomicBoolean woken = new AtomicBoolean(true);
    private long lastStep;

    /**
     * A clock that doesn't run yet.
     *
     * @param follow looks at all alarms
     * @param act does what actions are asked for
     */
    public AlarmClock(InstantSource clock, Runnable follow, Runnable act) {
        this.clock = clock;
        this.follow = follow;
        this.act = act;
    }

    private static ScheduledThreadPoolExecutor thread(String name) {
        ThreadFactory threads = Thread.ofVirtual().name(name).factory();
        return new ScheduledThreadPoolExecutor(1, threads);
    }

    /**
     * Starts.
     *
     * @param tick how often is looked at the time
     */
    public void start(Duration tick) {
        long millis = tick.toMillis();
        var _ = following.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Lets alarms be looked at with the next tick. */
    public void wake() {
        woken.set(true);
    }

    private void tick() {
        long step = (clock.instant().getEpochSecond() - SETTLING_SECONDS) / STEP_SECONDS;
        boolean wanted = woken.getAndSet(false);
        if (wanted || step != lastStep) {
            lastStep = step;
            run(follow);
            acting.execute(() -> run(act));
        }
    }

    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            LOG.log(Level.ERROR, "Alarms could not be followed", failure);
        }
    }

    /** Looks at all alarms and does what they ask for, before it returns. */
    public void runNow() {
        try {
            following.submit(() -> run(follow)).get();
            acting.submit(() -> run(act)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        following.shutdownNow();
        acting.shutdownNow();
    }
}
