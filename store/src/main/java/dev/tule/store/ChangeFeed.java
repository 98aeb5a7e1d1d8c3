package dev.tule.store;

import java.time.Duration;
import java.util.List;

/** A reader of changes. Confined to one thread; close it when done. */
public interface ChangeFeed extends AutoCloseable {

    /** The next changes, at most {@code limit}; waits up to {@code patience} for the first. */
    List<Change> next(int limit, Duration patience) throws InterruptedException;

    @Override
    void close();

    /** One emitted change and where it stands. */
    record Change(Cursor at, @SuppressWarnings("ArrayRecordComponent") byte[] content) {}
}
