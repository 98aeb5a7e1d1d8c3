package dev.tule.wamp.client.mapping;

import org.jspecify.annotations.Nullable;

/**
 * Where in a payload something is, for messages: {@code readings[2].celsius}.
 *
 * @param step a name, or an index in brackets; empty for the whole
 */
record Path(@Nullable Path parent, String step) {
    static final Path WHOLE = new Path(null, "");

    static Path of(String name) {
        return name.isEmpty() ? WHOLE : new Path(null, name);
    }

    Path at(String name) {
        return new Path(this, name);
    }

    Path at(int index) {
        return new Path(this, "[" + index + "]");
    }

    MappingException expected(String what, @Nullable Object found) {
        return problem(what + " is expected, not " + kind(found));
    }

    MappingException problem(String what) {
        String where = toString();
        return new MappingException(where.isEmpty() ? what : where + ": " + what);
    }

    /** Never the value: it may be a secret, and long. */
    private static String kind(@Nullable Object found) {
        return switch (found) {
            case null -> "null";
            case Boolean flag -> "a bool";
            case Long number -> "the integer " + number;
            case Number number -> "a number";
            case CharSequence text -> "a string";
            case byte[] binary -> "binary";
            case java.util.List<?> list -> "a list";
            case java.util.Map<?, ?> map -> "a dict";
            default -> found.getClass().getSimpleName();
        };
    }

    @Override
    public String toString() {
        String before = parent == null ? "" : parent.toString();
        return before.isEmpty() || step.startsWith("[") ? before + step : before + "." + step;
    }
}
