package dev.tule.wamp.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * The events of one subscription that wait for its handler, which is given one after the other on a
 * virtual thread that lives as long as there are some. Safe for use by many threads.
 */
final class EventQueue {
    private static final System.Logger LOG = System.getLogger(EventQueue.class.getName());

    private final TopicEvent.Handler handler;
    private final Executor executor;
    private final Backlog backlog;

    @GuardedBy("this")
    private final ArrayDeque<TopicEvent> waiting = new ArrayDeque<>();

    @GuardedBy("this")
    private boolean running;

    EventQueue(TopicEvent.Handler handler, Executor executor, Backlog backlog) {
        this.handler = handler;
        this.executor = executor;
        this.backlog = backlog;
    }

    void add(TopicEvent event) {
        backlog.grown();
        synchronized (this) {
            waiting.add(event);
            if (running) {
                return;
            }
            running = true;
        }
        executor.execute(this::run);
    }

    private void run() {
        while (true) {
            TopicEvent event;
            synchronized (this) {
                event = waiting.poll();
                if (event == null) {
                    running = false;
                    return;
                }
            }
            handle(event);
            backlog.shrunk();
        }
    }

    private void handle(TopicEvent event) {
        try {
            handler.received(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "the handler of " + event.topic() + " failed", e);
        }
    }
}
