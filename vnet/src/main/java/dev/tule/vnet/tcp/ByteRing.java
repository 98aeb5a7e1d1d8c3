package dev.tule.vnet.tcp;

/**
 * A ring of bytes, addressed from its first byte on. The array grows with what is put in, up to the
 * capacity, so that a thousand idle connections cost little. Guarded by the connection's lock.
 */
final class ByteRing {
    private static final int FIRST_BYTES = 4 << 10;

    private final int capacity;
    private byte[] ring;
    private int first;

    ByteRing(int capacity) {
        this.capacity = capacity;
        this.ring = new byte[Math.min(capacity, FIRST_BYTES)];
    }

    int capacity() {
        return capacity;
    }

    /** Writes at an offset from the first byte; the caller stays within the capacity. */
    void put(int offset, byte[] from, int at, int length) {
        if (offset + length > ring.length) {
            grow(offset + length);
        }
        int position = (first + offset) % ring.length;
        int straight = Math.min(length, ring.length - position);
        System.arraycopy(from, at, ring, position, straight);
        System.arraycopy(from, at + straight, ring, 0, length - straight);
    }

    void get(int offset, byte[] to, int at, int length) {
        int position = (first + offset) % ring.length;
        int straight = Math.min(length, ring.length - position);
        System.arraycopy(ring, position, to, at, straight);
        System.arraycopy(ring, 0, to, at + straight, length - straight);
    }

    /** Lets go of bytes at the beginning. */
    void drop(int count) {
        first = (first + count) % ring.length;
    }

    private void grow(int needed) {
        int size = ring.length;
        while (size < needed) {
            size = Math.min(capacity, size * 2);
        }
        byte[] grown = new byte[size];
        get(0, grown, 0, ring.length);
        ring = grown;
        first = 0;
    }
}
