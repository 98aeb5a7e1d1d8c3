package dev.tule.store;

/**
 * The keys from one on, up to and without another.
 *
 * @param from the first key within
 * @param to the first key beyond
 */
public record KeyRange(Key from, Key to) {

    /**
     * Every key that starts with these bytes and is longer: what a tuple's {@link Key} contains.
     */
    public static KeyRange within(Key prefix) {
        return new KeyRange(prefix.followedBy((byte) 0x00), prefix.followedBy((byte) 0xFF));
    }

    /** This range from just beyond a key on: where a page ended. */
    public KeyRange after(Key key) {
        return new KeyRange(key.followedBy((byte) 0x00), to);
    }

    /** This range up to and without a key: where a page in reverse ended. */
    public KeyRange before(Key key) {
        return new KeyRange(from, key);
    }

    public boolean contains(Key key) {
        return from.compareTo(key) <= 0 && key.compareTo(to) < 0;
    }

    public boolean isEmpty() {
        return from.compareTo(to) >= 0;
    }
}
