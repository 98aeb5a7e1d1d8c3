package dev.tule.rds.resource;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.model.Filter;

/**
 * The {@code Filters} of a Describe operation: names that it knows, each with what it looks at. A
 * thing passes when each filter that was sent has one of its values.
 */
public final class Filters<T> {
    private final Map<String, Function<T, String>> known = new HashMap<>();

    /** This, with another filter that the operation knows. */
    public Filters<T> with(String name, Function<T, String> property) {
        known.put(name, property);
        return this;
    }

    public List<T> apply(List<Filter> sent, List<T> items) {
        List<T> left = items;
        for (Filter filter : sent) {
            Function<T, String> property = known.get(filter.name());
            if (property == null) {
                throw Faults.invalid("Unrecognized filter name: " + filter.name());
            }
            if (filter.values().isEmpty()) {
                throw Faults.invalidCombination("Filter values must not be empty.");
            }
            Set<String> wanted =
                    filter.values().stream()
                            .map(value -> name(value).toLowerCase(Locale.ROOT))
                            .collect(Collectors.toCollection(HashSet::new));
            left =
                    left.stream()
                            .filter(
                                    item ->
                                            wanted.contains(
                                                    property.apply(item).toLowerCase(Locale.ROOT)))
                            .toList();
        }
        return left;
    }

    /** Filters take ARNs where they take names. */
    private static String name(String value) {
        return value.startsWith("arn:") ? value.substring(value.lastIndexOf(':') + 1) : value;
    }
}
