package dev.tule.vnet.tcp;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * What is to be done at which time. A task may ask to be called earlier; it is never called off,
 * but finds when it is called that there is nothing to do, which costs less. Safe for use by many
 * threads; tasks run one at a time on the thread that calls {@link #run}.
 */
public final class Deadlines {
    public static final long NEVER = Long.MAX_VALUE;

    @GuardedBy("this")
    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparingLong(Entry::due));

    private record Entry(long due, Task task) {}

    /** Something that has deadlines. */
    public abstract static class Task {
        /** The earliest time it is queued for; guarded by the deadlines. */
        private long queuedFor = NEVER;

        /**
         * Does what is due.
         *
         * @return when to call again, or {@link #NEVER}
         */
        protected abstract long fire(long now);
    }

    /** Has a task called at a time, or earlier if it asked for that before. */
    public synchronized void by(long due, Task task) {
        if (due < task.queuedFor) {
            task.queuedFor = due;
            queue.add(new Entry(due, task));
            if (queue.element().task.equals(task)) {
                notifyAll();
            }
        }
    }

    /**
     * Runs what is due.
     *
     * @return when the next task is due, or {@link #NEVER}
     */
    public long run(long now) {
        while (true) {
            Task task;
            synchronized (this) {
                Entry first = queue.peek();
                if (first == null) {
                    return NEVER;
                }
                if (first.due > now) {
                    return first.due;
                }
                queue.remove();
                task = first.task;
                if (task.queuedFor != first.due) {
                    continue;
                }
                task.queuedFor = NEVER;
            }
            long next = task.fire(now);
            if (next != NEVER) {
                by(next, task);
            }
        }
    }

    /** Waits until a time has come, or until something is due earlier; or for no reason. */
    @SuppressWarnings("WaitNotInLoop") // whoever calls this looks at the time again
    synchronized void await(long next, long now) throws InterruptedException {
        Entry first = queue.peek();
        if (first != null && first.due < next) {
            return;
        }
        if (next == NEVER) {
            wait();
        } else {
            wait(Math.max(1, (next - now + 999_999) / 1_000_000));
        }
    }
}
