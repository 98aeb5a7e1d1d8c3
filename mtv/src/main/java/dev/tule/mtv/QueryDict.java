package dev.tule.mtv;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names with one or more values each, as queries and forms send them, in the order they came.
 * Immutable.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/request-response/#querydict-objects">
 *     Django: QueryDict</a>
 */
public final class QueryDict {
    private static final QueryDict EMPTY = new QueryDict(Map.of());

    private final Map<String, List<String>> values;

    private QueryDict(Map<String, List<String>> values) {
        this.values = values;
    }

    public static QueryDict empty() {
        return EMPTY;
    }

    public static QueryDict of(Map<String, List<String>> values) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, all) -> copy.put(name, List.copyOf(all)));
        return new QueryDict(copy);
    }

    /**
     * Reads a query or a URL-encoded form.
     *
     * @param maxFields how many values are allowed
     * @throws BadRequest where it can't be decoded
     * @throws RequestDataTooBig where there are more values
     */
    public static QueryDict parse(String encoded, int maxFields) {
        if (encoded.isEmpty()) {
            return EMPTY;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        int fields = 0;
        int start = 0;
        while (start <= encoded.length()) {
            int ampersand = encoded.indexOf('&', start);
            int end = ampersand < 0 ? encoded.length() : ampersand;
            if (end > start) {
                if (++fields > maxFields) {
                    throw new RequestDataTooBig("more than " + maxFields + " parameters");
                }
                int equals = encoded.indexOf('=', start);
                int nameEnd = equals < 0 || equals > end ? end : equals;
                String name = Percent.decodeForm(encoded.substring(start, nameEnd));
                String value =
                        nameEnd == end
                                ? ""
                                : Percent.decodeForm(encoded.substring(nameEnd + 1, end));
                values.computeIfAbsent(name, k -> new ArrayList<>(1)).add(value);
            }
            start = end + 1;
        }
        return new QueryDict(values);
    }

    /** The last value of that name, as Django's; null where there is none. */
    public @Nullable String get(String name) {
        List<String> all = values.get(name);
        return all == null || all.isEmpty() ? null : all.getLast();
    }

    public String get(String name, String fallback) {
        String value = get(name);
        return value == null ? fallback : value;
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(get(name));
    }

    /** Every value of that name, in order. */
    public List<String> getList(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    public boolean contains(String name) {
        return values.containsKey(name);
    }

    public Set<String> names() {
        return java.util.Collections.unmodifiableSet(values.keySet());
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The same with one name's values replaced; none of them removes the name. */
    public QueryDict with(String name, List<String> newValues) {
        Map<String, List<String>> copy = new LinkedHashMap<>(values);
        if (newValues.isEmpty()) {
            copy.remove(name);
        } else {
            copy.put(name, List.copyOf(newValues));
        }
        return new QueryDict(copy);
    }

    /** As a query, without its question mark. */
    public String urlencode() {
        StringBuilder out = new StringBuilder();
        values.forEach(
                (name, all) -> {
                    for (String value : all) {
                        out.append(out.isEmpty() ? "" : "&")
                                .append(Percent.encode(name))
                                .append('=')
                                .append(Percent.encode(value));
                    }
                });
        return out.toString();
    }

    /** Names alone: values may be secrets. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
