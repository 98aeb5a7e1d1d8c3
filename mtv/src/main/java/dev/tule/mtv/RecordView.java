package dev.tule.mtv;

/**
 * A view whose URL's arguments come as a record.
 *
 * @param <P> the record that names the URL
 */
@FunctionalInterface
public interface RecordView<P extends Record> {

    /** Answers one request, as {@link View#handle}. */
    Response handle(Request request, P arguments) throws Exception;
}
