package dev.tule.wamp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The options or details of a message: names and values, in their order. Immutable if the values
 * are. Values are null, Boolean, Long, BigInteger, Double, String, byte[], List and Map. A value of
 * another type than asked for counts as absent; where the specification gives the type, the
 * serializer has already refused it.
 */
public final class Dict {
    public static final Dict EMPTY = new Dict(Map.of());

    private final Map<String, @Nullable Object> values;

    private Dict(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    /** A dict of a copy of these values. */
    public static Dict copyOf(Map<String, ? extends @Nullable Object> values) {
        return values.isEmpty()
                ? EMPTY
                : new Dict(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
    }

    /** A dict of names and values by turns. */
    public static Dict of(Object... namesAndValues) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return copyOf(values);
    }

    /** This dict with one value more, or replaced. */
    public Dict with(String name, Object value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(values);
        copy.put(name, value);
        return new Dict(Collections.unmodifiableMap(copy));
    }

    /** This dict with all values of another more, or replaced. */
    public Dict withAll(Dict others) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(values);
        copy.putAll(others.values);
        return new Dict(Collections.unmodifiableMap(copy));
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public boolean contains(String name) {
        return values.containsKey(name);
    }

    public boolean flag(String name, boolean otherwise) {
        // The empty dict is by far the commonest.
        if (values.isEmpty() || !(values.get(name) instanceof Boolean flag)) {
            return otherwise;
        }
        return flag;
    }

    public Optional<String> string(String name) {
        return values.get(name) instanceof String string ? Optional.of(string) : Optional.empty();
    }

    public OptionalLong integer(String name) {
        return values.get(name) instanceof Number number
                        && (number instanceof Long || number instanceof Integer)
                ? OptionalLong.of(number.longValue())
                : OptionalLong.empty();
    }

    /** The dict of that name; empty where there is none. */
    @SuppressWarnings("unchecked")
    public Dict dict(String name) {
        return values.get(name) instanceof Map<?, ?> map
                ? new Dict((Map<String, @Nullable Object>) map)
                : EMPTY;
    }

    /** The strings of the list of that name; empty where there is none. */
    public List<String> strings(String name) {
        return items(name, String.class);
    }

    /** The integers of the list of that name; empty where there is none. */
    public List<Long> integers(String name) {
        return items(name, Long.class);
    }

    private <T> List<T> items(String name, Class<T> type) {
        if (!(values.get(name) instanceof List<?> list)) {
            return List.of();
        }
        List<T> items = new ArrayList<>(list.size());
        for (Object item : list) {
            if (type.isInstance(item)) {
                items.add(type.cast(item));
            }
        }
        return items;
    }

    /** All values; not to be changed. */
    public Map<String, @Nullable Object> asMap() {
        return values;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Dict dict && values.equals(dict.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
