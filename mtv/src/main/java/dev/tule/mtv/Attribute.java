package dev.tule.mtv;

/**
 * The key of something that middleware leaves on a request. Compared by identity: whoever holds the
 * key may read and write.
 *
 * @param <T> what is kept under it
 */
public final class Attribute<T> {
    private final String name;
    private final Class<T> type;

    private Attribute(String name, Class<T> type) {
        this.name = name;
        this.type = type;
    }

    /**
     * A new key.
     *
     * @param name for error messages alone
     */
    public static <T> Attribute<T> of(String name, Class<T> type) {
        return new Attribute<>(name, type);
    }

    T cast(Object value) {
        return type.cast(value);
    }

    @Override
    public String toString() {
        return name;
    }
}
