package dev.tule.mtv.models;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What is called before and after objects are saved and deleted, on the thread and in the
 * transaction that does it; what it throws ends that. Bulk changes of query sets call nobody, as in
 * Django. Safe for use by many threads.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/signals/">Django: signals</a>
 */
public final class Signals {
    private final List<Receiver<?>> receivers = new CopyOnWriteArrayList<>();

    Signals() {}

    /** When it is called. */
    public enum Moment {
        PRE_SAVE,
        POST_SAVE,
        PRE_DELETE,
        POST_DELETE
    }

    /**
     * What happened.
     *
     * @param object to which
     * @param created whether it was new
     */
    public record Event<M extends Model>(M object, boolean created) {}

    private record Receiver<M extends Model>(
            Moment moment, Class<M> type, Consumer<Event<M>> action) {
        void call(Moment now, Model object, boolean created) {
            if (now == moment && type.isInstance(object)) {
                action.accept(new Event<>(type.cast(object), created));
            }
        }
    }

    /** Has something called for objects of a class and its subclasses. */
    public <M extends Model> void connect(Moment moment, Class<M> type, Consumer<Event<M>> action) {
        receivers.add(new Receiver<>(moment, type, action));
    }

    void send(Moment moment, Model object, boolean created) {
        for (Receiver<?> receiver : receivers) {
            receiver.call(moment, object, created);
        }
    }
}
