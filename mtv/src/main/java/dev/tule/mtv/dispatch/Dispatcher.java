package dev.tule.mtv.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Who hears of what in a project: a signal is a value, and its class says which signal it is. Safe
 * for use by many threads; receivers are called by the sender's thread, in the order in which they
 * were connected.
 *
 * <pre>{@code
 * public record FrostExpected(String field, double celsius) {}
 *
 * public void ready(Project project) {                                  // of an AppConfig
 *     project.dispatcher().connect(FrostExpected.class, frost -> Alarm.raise(frost.field()));
 * }
 * Project.current().dispatcher().send(new FrostExpected("north", -4));  // in a view, somewhere else
 * }</pre>
 */
public final class Dispatcher {
    private final List<Receiver<?>> receivers = new CopyOnWriteArrayList<>();

    /** Not a record: two of the same are two. */
    private static final class Receiver<S> {
        private final Class<S> type;
        private final Consumer<? super S> action;

        Receiver(Class<S> type, Consumer<? super S> action) {
            this.type = type;
            this.action = action;
        }

        void call(Object signal) {
            if (type.isInstance(signal)) {
                action.accept(type.cast(signal));
            }
        }
    }

    /** A connection, to be closed where it shall end before the project does. */
    @FunctionalInterface
    public interface Connection extends AutoCloseable {
        @Override
        void close();
    }

    /** Has something called with each signal of a class, and of its subclasses. */
    public <S> Connection connect(Class<S> type, Consumer<? super S> action) {
        Receiver<S> receiver = new Receiver<>(type, action);
        receivers.add(receiver);
        return () -> receivers.remove(receiver);
    }

    /** Tells all receivers; what one of them throws ends that, and comes out here. */
    public void send(Object signal) {
        receivers.forEach(each -> each.call(signal));
    }

    /**
     * Tells all receivers, whatever one of them throws.
     *
     * @return what was thrown, in order
     */
    public List<RuntimeException> sendRobust(Object signal) {
        List<RuntimeException> failures = new ArrayList<>();
        for (Receiver<?> each : receivers) {
            try {
                each.call(signal);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        return failures;
    }
}
