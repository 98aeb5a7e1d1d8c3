package dev.tule.store;

import java.nio.ByteBuffer;

/** The values of {@link Transaction#add}: 64 bits, big-endian. */
final class Counter {
    private Counter() {}

    static byte[] of(long count) {
        return ByteBuffer.allocate(Long.BYTES).putLong(count).array();
    }

    static byte[] plus(byte[] value, long delta) {
        return of(read(value) + delta);
    }

    static long read(byte[] value) {
        if (value.length != Long.BYTES) {
            throw new IllegalStateException(
                    "addition to a value of " + value.length + " bytes: a counter has 8");
        }
        return ByteBuffer.wrap(value).getLong();
    }
}
