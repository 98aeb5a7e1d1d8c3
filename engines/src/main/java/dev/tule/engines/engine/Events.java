package dev.tule.engines.engine;

import dev.tule.engines.ServerEvent;
import java.lang.System.Logger;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Tells listeners what happens, in order, on a thread of its own. */
public final class Events implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Events.class.getName());

    private final List<Consumer<ServerEvent>> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("engine-events").factory());

    public void listen(Consumer<ServerEvent> listener) {
        listeners.add(listener);
    }

    public void tell(ServerEvent event) {
        try {
            thread.execute(() -> deliver(event));
        } catch (RejectedExecutionException e) {
            LOG.log(Logger.Level.DEBUG, "nobody is told any more: {0}", event);
        }
    }

    private void deliver(ServerEvent event) {
        for (Consumer<ServerEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.log(Logger.Level.ERROR, "a listener failed at " + event, e);
            }
        }
    }

    /** What was told before still is. */
    @Override
    public void close() {
        thread.close();
    }
}
