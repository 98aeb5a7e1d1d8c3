package dev.tule.wamp.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * What is to be done one after the other, such as the handling of one subscription's events: on a
 * virtual thread that lives as long as there is something to do. Safe for use by many threads.
 */
final class SerialQueue {
    private static final System.Logger LOG = System.getLogger(SerialQueue.class.getName());

    private final Executor executor;
    private final Backlog backlog;

    @GuardedBy("this")
    private final ArrayDeque<Work> waiting = new ArrayDeque<>();

    @GuardedBy("this")
    private boolean running;

    /** Something to do, and what it is, for the log when it fails. */
    private record Work(String what, Task task) {}

    interface Task {
        void run() throws Exception;
    }

    SerialQueue(Executor executor, Backlog backlog) {
        this.executor = executor;
        this.backlog = backlog;
    }

    void add(String what, Task task) {
        backlog.grown();
        synchronized (this) {
            waiting.add(new Work(what, task));
            if (running) {
                return;
            }
            running = true;
        }
        executor.execute(this::run);
    }

    private void run() {
        while (true) {
            Work work;
            synchronized (this) {
                work = waiting.poll();
                if (work == null) {
                    running = false;
                    return;
                }
            }
            run(work);
            backlog.shrunk();
        }
    }

    private static void run(Work work) {
        try {
            work.task.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            // An Error, too: what follows in the queue has nothing to do with it.
            LOG.log(Level.WARNING, work.what + " failed", e);
        }
    }
}
