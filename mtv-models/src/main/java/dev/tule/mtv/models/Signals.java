package dev.tule.mtv.models;

import java.util.List;
import java.util.Set;
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
    private final List<RelationReceiver<?>> relationReceivers = new CopyOnWriteArrayList<>();

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

    /** What happens to a many-to-many relation, and when. */
    public enum Change {
        PRE_ADD,
        POST_ADD,
        PRE_REMOVE,
        POST_REMOVE
    }

    /**
     * What happened to a many-to-many relation: Django's m2m_changed.
     *
     * @param object whose relation it is: the one that is saved
     * @param relation the field
     * @param change what, and when
     * @param keys of the objects at the other end; never empty
     */
    public record M2mChanged<M extends Model>(
            M object, String relation, Change change, Set<Object> keys) {}

    private record RelationReceiver<M extends Model>(
            Class<M> type, Consumer<M2mChanged<M>> action) {
        void call(Model object, String relation, Change change, Set<Object> keys) {
            if (type.isInstance(object)) {
                action.accept(new M2mChanged<>(type.cast(object), relation, change, keys));
            }
        }
    }

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

    /**
     * Has something called when objects of a class and its subclasses are saved with other objects
     * in a many-to-many relation than before.
     */
    public <M extends Model> void connectM2m(Class<M> type, Consumer<M2mChanged<M>> action) {
        relationReceivers.add(new RelationReceiver<>(type, action));
    }

    void send(Model object, String relation, Change change, Set<Object> keys) {
        if (!keys.isEmpty()) {
            for (RelationReceiver<?> receiver : relationReceivers) {
                receiver.call(object, relation, change, Set.copyOf(keys));
            }
        }
    }

    void send(Moment moment, Model object, boolean created) {
        for (Receiver<?> receiver : receivers) {
            receiver.call(moment, object, created);
        }
    }
}
