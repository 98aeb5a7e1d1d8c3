package dev.tule.store;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A key: bytes in unsigned lexicographic order. Usually made of a tuple by {@link #of}, whose
 * encoding (FoundationDB's tuple layer) keeps the order of its elements. Immutable.
 */
public final class Key implements Comparable<Key> {
    private final byte[] bytes;

    private Key(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A key of these bytes, which are copied. */
    public static Key ofBytes(byte[] bytes) {
        return new Key(bytes.clone());
    }

    /**
     * A key of a tuple.
     *
     * @param elements strings, byte arrays, integers (int, long, BigInteger), booleans, UUIDs
     */
    public static Key of(Object... elements) {
        return new Key(Tuple.pack(elements));
    }

    /** This tuple with further elements. */
    public Key with(Object... elements) {
        return join(Tuple.pack(elements));
    }

    /**
     * The elements that {@link #of} was given; integers come back as Long, or BigInteger when too
     * large.
     */
    public java.util.List<Object> elements() {
        return Tuple.unpack(bytes);
    }

    /** This key followed by bytes as they are. */
    public Key followedBy(byte... suffix) {
        return join(suffix);
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    public boolean startsWith(Key prefix) {
        return length() >= prefix.length()
                && Arrays.mismatch(bytes, 0, prefix.length(), prefix.bytes, 0, prefix.length()) < 0;
    }

    /** A key of these bytes, which now belong to it. */
    static Key wrap(byte[] bytes) {
        return new Key(bytes);
    }

    /** The bytes themselves, for the store's own use: not to be changed. */
    byte[] unsafeBytes() {
        return bytes;
    }

    /** This key behind a prefix. */
    Key behind(Key prefix) {
        return prefix.join(bytes);
    }

    /** This key without its first bytes. */
    Key without(int prefixLength) {
        return new Key(Arrays.copyOfRange(bytes, prefixLength, bytes.length));
    }

    private Key join(byte[] suffix) {
        byte[] joined = Arrays.copyOf(bytes, bytes.length + suffix.length);
        System.arraycopy(suffix, 0, joined, bytes.length, suffix.length);
        return new Key(joined);
    }

    @Override
    public int compareTo(Key other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Key other && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
