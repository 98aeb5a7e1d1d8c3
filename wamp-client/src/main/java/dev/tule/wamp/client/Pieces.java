package dev.tule.wamp.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.wamp.Payload;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The arguments of one call that come piece by piece; taken by one thread, which waits for them.
 * Those that wait count among what the {@link Backlog} limits. Safe for use by many threads.
 */
final class Pieces implements Iterator<Payload> {
    private final Backlog backlog;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final ArrayDeque<Payload> waiting = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean moreToCome = true;

    @GuardedBy("lock")
    private boolean closed;

    Pieces(Payload first, Backlog backlog) {
        this.backlog = backlog;
        waiting.add(first);
        backlog.grown();
    }

    void add(Payload piece, boolean more) {
        lock.lock();
        try {
            if (closed || !moreToCome) {
                return;
            }
            moreToCome = more;
            waiting.add(piece);
            backlog.grown();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean hasNext() {
        lock.lock();
        try {
            while (waiting.isEmpty() && moreToCome) {
                changed.await();
            }
            return !waiting.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WampInterrupted("waiting for arguments");
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Payload next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all arguments have been taken");
        }
        lock.lock();
        try {
            Payload piece = waiting.remove();
            backlog.shrunk();
            return piece;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more. Says whether all had come. */
    boolean close() {
        lock.lock();
        try {
            closed = true;
            waiting.forEach(piece -> backlog.shrunk());
            waiting.clear();
            return !moreToCome;
        } finally {
            lock.unlock();
        }
    }
}
