package dev.tule.store;

import java.nio.ByteBuffer;

/**
 * How far a store has come; written with every batch of commits.
 *
 * @param version of the last commit; commits count up from 1
 * @param change the number of the last change in the feeds, counting up from 1
 * @param changeBytes the size of all changes up to that one
 */
record Progress(long version, long change, long changeBytes) {
    static final Progress NONE = new Progress(0, 0, 0);

    static Progress parse(byte[] value) {
        ByteBuffer fields = ByteBuffer.wrap(value);
        return new Progress(fields.getLong(), fields.getLong(), fields.getLong());
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(version)
                .putLong(change)
                .putLong(changeBytes)
                .array();
    }
}
