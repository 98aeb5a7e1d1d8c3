package dev.tule.store;

import dev.tule.store.Snapshot.Direction;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** A walk over the entries of a range, standing at one of them or at the end. */
final class Rows implements AutoCloseable {
    private final RocksIterator iterator;
    private final Direction direction;
    private final List<AbstractNativeReference> held;
    private @Nullable Key key;

    /**
     * @param held what the iterator needs for as long as it lives
     */
    Rows(RocksIterator iterator, Direction direction, AbstractNativeReference... held) {
        this.iterator = iterator;
        this.direction = direction;
        this.held = List.of(held);
        if (direction == Direction.FORWARD) {
            iterator.seekToFirst();
        } else {
            iterator.seekToLast();
        }
        arrive();
    }

    /** The key stood at; null at the end. */
    @Nullable Key key() {
        return key;
    }

    byte[] value() {
        return iterator.value();
    }

    void next() {
        if (direction == Direction.FORWARD) {
            iterator.next();
        } else {
            iterator.prev();
        }
        arrive();
    }

    /** Goes on behind a range that is being stood in. */
    void skip(KeyRange range) {
        if (direction == Direction.FORWARD) {
            iterator.seek(range.to().unsafeBytes());
        } else {
            iterator.seekForPrev(range.from().unsafeBytes());
            if (iterator.isValid() && Key.wrap(iterator.key()).equals(range.from())) {
                iterator.prev();
            }
        }
        arrive();
    }

    private void arrive() {
        if (iterator.isValid()) {
            key = Key.wrap(iterator.key());
            return;
        }
        key = null;
        try {
            iterator.status();
        } catch (RocksDBException e) {
            throw new StoreException("cannot read", e);
        }
    }

    @Override
    public void close() {
        iterator.close();
        held.forEach(AbstractNativeReference::close);
    }
}
