package dev.tule.vnet.tcp;

import java.util.function.LongSupplier;

/** The thread that keeps {@link Deadlines}, on the clock given. Whoever starts it closes it. */
public final class Ticker implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Ticker.class.getName());

    private final Deadlines deadlines;
    private final LongSupplier clock;
    private final Thread thread;
    private volatile boolean closed;

    private Ticker(Deadlines deadlines, LongSupplier clock) {
        this.deadlines = deadlines;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("vnet-ticker").daemon().unstarted(this::run);
    }

    /**
     * @param clock nanoseconds that go at the pace of real time
     */
    public static Ticker start(Deadlines deadlines, LongSupplier clock) {
        Ticker ticker = new Ticker(deadlines, clock);
        ticker.thread.start();
        return ticker;
    }

    private void run() {
        while (!closed) {
            try {
                long next = deadlines.run(clock.getAsLong());
                deadlines.await(next, clock.getAsLong());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a deadline's task failed", e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
