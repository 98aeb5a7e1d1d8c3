package dev.tule.vnet.link;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/** A thread with a selector: reads the links that are registered with it, and runs small tasks. */
final class Lane implements Executor {
    private static final System.Logger LOG = System.getLogger(Lane.class.getName());

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** What is attached to a selection key: called on the lane. */
    interface Ready {
        void ready(SelectionKey key);
    }

    private Lane(Selector selector, String name) {
        this.selector = selector;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    static Lane start(String name) throws IOException {
        Lane lane = new Lane(Selector.open(), name);
        lane.thread.start();
        return lane;
    }

    Selector selector() {
        return selector;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    private void run() {
        try (selector) {
            while (!closed) {
                if (tasks.isEmpty()) {
                    selector.select(Lane::ready);
                } else {
                    selector.selectNow(Lane::ready);
                }
                runTasks();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "a lane ended", e);
        }
    }

    private static void ready(SelectionKey key) {
        try {
            ((Ready) key.attachment()).ready(key);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a link failed", e);
        }
    }

    private void runTasks() {
        // As many as there are now: those that they add wait until the links were looked at.
        for (int left = tasks.size(); left > 0; left--) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a task of a lane failed", e);
            }
        }
    }

    void close() {
        closed = true;
        selector.wakeup();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
