package dev.tule.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Header fields in the order they were sent; names compare without regard to case (RFC 9110 section
 * 5.1), and may repeat. A value's characters up to U+00FF are the wire's bytes, one for one; see
 * {@link #utf8}. A value to be sent that holds a character beyond goes out as UTF-8. Immutable.
 */
public final class Headers {
    private static final Headers NONE = new Headers(List.of());

    private final List<Field> fields;

    private Headers(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    /** One field line. */
    public record Field(String name, String value) {}

    public static Headers none() {
        return NONE;
    }

    /**
     * A value as text in UTF-8. Over the wire a value is bytes; here each byte is the character of
     * the same number (ISO 8859-1), so no byte is lost, and UTF-8 must be asked for.
     */
    public static String utf8(String value) {
        return new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Fields from alternating names and values. */
    public static Headers of(String... namesAndValues) {
        Builder builder = builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The first value of that name. */
    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name.equalsIgnoreCase(name)) {
                return Optional.of(field.value);
            }
        }
        return Optional.empty();
    }

    /** Every value of that name, in order. */
    public List<String> all(String name) {
        List<String> values = List.of(); // most often: requests are asked for much they lack
        for (Field field : fields) {
            if (field.name.equalsIgnoreCase(name)) {
                values = values.isEmpty() ? new ArrayList<>(2) : values;
                values.add(field.value);
            }
        }
        return Collections.unmodifiableList(values);
    }

    public boolean contains(String name) {
        return first(name).isPresent();
    }

    /** Every field, in order. */
    public List<Field> fields() {
        return fields;
    }

    @Override
    public String toString() {
        // Values can be secrets (Authorization, Cookie): only names are for logs.
        return fields.stream().map(Field::name).toList().toString();
    }

    /** Collects fields. Not thread-safe. */
    public static final class Builder {
        private final List<Field> fields = new ArrayList<>();

        private Builder() {}

        public Builder add(String name, String value) {
            fields.add(new Field(name, value));
            return this;
        }

        /** Replaces every field of that name by this one. */
        public Builder set(String name, String value) {
            fields.removeIf(f -> f.name.equalsIgnoreCase(name));
            return add(name, value);
        }

        public Headers build() {
            return new Headers(fields);
        }
    }
}
