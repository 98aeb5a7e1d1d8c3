package dev.tule.mtv.admin;

import dev.tule.mtv.Request;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;

/**
 * Something that can be done with chosen objects of a list at once. Immutable.
 *
 * <pre>{@code
 * Action.of("publish", "Publish the selected books", (request, books) ->
 *         books.update("status", Status.PUBLISHED) + " books were published.")
 * }</pre>
 *
 * @param name what forms send
 * @param label what people read
 * @param permit what the user must be allowed with each of the objects
 * @param work what is done; its text is shown afterwards
 */
public record Action<M extends Model>(String name, String label, Permit permit, Work<M> work) {

    /** What is done, within a transaction. */
    @FunctionalInterface
    public interface Work<M extends Model> {

        /**
         * Does it.
         *
         * @return what to tell the user; empty for nothing
         */
        String run(Request request, QuerySet<M> chosen);
    }

    /** For those who may change the objects. */
    public static <M extends Model> Action<M> of(String name, String label, Work<M> work) {
        return new Action<>(name, label, Permit.CHANGE, work);
    }

    /** For those who may do something else with the objects. */
    public Action<M> requiring(Permit other) {
        return new Action<>(name, label, other, work);
    }
}
