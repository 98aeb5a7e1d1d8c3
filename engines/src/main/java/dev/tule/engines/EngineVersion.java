package dev.tule.engines;

import java.util.regex.Pattern;

/**
 * A version of an engine, as the engine itself says it: PostgreSQL {@code 18.6}, MariaDB {@code
 * 11.4.5}, MySQL {@code 8.0.15}.
 */
public record EngineVersion(EngineKind kind, String number) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,5}){0,3}");

    /**
     * @throws IllegalArgumentException when the number isn't one to four numbers with dots
     */
    public EngineVersion {
        if (!NUMBER.matcher(number).matches()) {
            throw new IllegalArgumentException("no version of an engine: " + number);
        }
    }

    /**
     * The part that must be equal for a data directory to be taken over: {@code 18} of PostgreSQL
     * 18.6, and of Oracle likewise; {@code 11.4} and {@code 8.0} of the others.
     */
    public String major() {
        String[] parts = number.split("\\.", -1);
        boolean first = kind == EngineKind.POSTGRESQL || kind == EngineKind.ORACLE;
        return first || parts.length == 1 ? parts[0] : parts[0] + "." + parts[1];
    }

    @Override
    public String toString() {
        return kind.title() + " " + number;
    }
}
