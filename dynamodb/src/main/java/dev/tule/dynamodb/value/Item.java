package dev.tule.dynamodb.value;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes of an item, or some of them, in the order they were written. Immutable. */
public record Item(Map<String, Value> attributes) {
    /** What DynamoDB takes at most: 400 KB, names included. */
    public static final int MOST_BYTES = 400 << 10;

    public static final Item EMPTY = new Item(Map.of());

    public Item {
        attributes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(attributes));
    }

    public @Nullable Value get(String name) {
        return attributes.get(name);
    }

    public boolean isEmpty() {
        return attributes.isEmpty();
    }

    /** Some of the attributes: those named, in this item's order. */
    public Item only(java.util.Collection<String> names) {
        Map<String, Value> some = new LinkedHashMap<>();
        attributes.forEach(
                (name, value) -> {
                    if (names.contains(name)) {
                        some.put(name, value);
                    }
                });
        return new Item(some);
    }

    /** The size by DynamoDB's rules: names and values. */
    public int sizeBytes() {
        return Sizes.of(attributes);
    }
}
