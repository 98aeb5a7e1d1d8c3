package dev.tule.store;

import java.time.Duration;
import java.util.List;

/** A reader of changes. Confined to one thread at a time; close it when done, from any thread. */
public interface ChangeFeed extends AutoCloseable {

    /**
     * The next changes, at most {@code limit} and about {@link Limits#pageBytes}; waits up to
     * {@code patience} for the first, and is empty when there is none.
     *
     * @throws CursorExpired when changes that come next are no longer kept
     * @throws StoreException when the feed or the store is closed
     */
    List<Change> next(int limit, Duration patience) throws InterruptedException;

    /** Where to resume after what {@link #next} has returned so far. */
    Cursor position();

    @Override
    void close();

    /** One emitted change and where it stands. */
    record Change(Cursor at, @SuppressWarnings("ArrayRecordComponent") byte[] content) {}
}
