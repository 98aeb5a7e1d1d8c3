package dev.tule.compute;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells a driver's events to whoever subscribed. May be used from any thread; events are told on
 * the thread that brings them.
 */
public final class EventFeed {
    private static final System.Logger LOG = System.getLogger(EventFeed.class.getName());

    private final List<Consumer<MachineEvent>> listeners = new CopyOnWriteArrayList<>();

    public InstanceDriver.Subscription subscribe(Consumer<MachineEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public void tell(MachineEvent event) {
        for (Consumer<MachineEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a listener failed on " + event, e);
            }
        }
    }
}
