package dev.tule.engines.local;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether a server that runs also answers. Asked at intervals, each time on a thread of its own,
 * since who asks a server that hangs waits; an error is an answer, too. Safe for use by many
 * threads.
 */
final class Pulse {

    /** So often it is asked before patience is over. */
    static final int QUESTIONS = 5;

    /** The class of SQL states that the drivers give where there was no answer. */
    private static final String NOT_CONNECTED = "08";

    private final Duration patience;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final AtomicInteger missed = new AtomicInteger();
    private volatile long felt = System.nanoTime();

    Pulse(Duration patience) {
        this.patience = patience;
    }

    /** What a server answers to. */
    @FunctionalInterface
    interface Question {
        void ask() throws SQLException;
    }

    /** Until now it needn't have answered. */
    void reset() {
        felt = System.nanoTime();
        missed.set(0);
    }

    /**
     * Asks, unless the last question is still open. Both time and questions are counted: where this
     * process itself was held, time alone says nothing.
     *
     * @return false when it has not answered for too long
     */
    boolean isFelt(Question question) {
        int count = missed.incrementAndGet();
        if (asking.compareAndSet(false, true)) {
            Thread _ = Thread.ofVirtual().name("engine-pulse").start(() -> ask(question));
        }
        return count <= QUESTIONS || System.nanoTime() - felt <= patience.toNanos();
    }

    private void ask(Question question) {
        try {
            question.ask();
            reset();
        } catch (SQLException e) {
            if (isAnswer(e)) {
                reset();
            }
        } finally {
            asking.set(false);
        }
    }

    /** PostgreSQL's driver has states alone; MariaDB's has numbers of the server's errors. */
    private static boolean isAnswer(SQLException failure) {
        String state = failure.getSQLState();
        return failure.getErrorCode() > 0 || (state != null && !state.startsWith(NOT_CONNECTED));
    }
}
