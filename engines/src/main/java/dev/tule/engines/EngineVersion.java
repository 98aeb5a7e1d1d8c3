package dev.tule.engines;

import java.util.regex.Pattern;

/**
 * A version of an engine, as the engine itself says it: PostgreSQL {@code 18.6}, MariaDB {@code
 * 11.4.5}, MySQL {@code 8.0.15}.
 */
public record EngineVersion(EngineKind kind, String number) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,4}){1,2}");

    /**
     * @throws IllegalArgumentException when the number isn't two or three numbers with dots
     */
    public EngineVersion {
        if (!NUMBER.matcher(number).matches()) {
            throw new IllegalArgumentException("no version of an engine: " + number);
        }
    }

    /**
     * The part that must be equal for a data directory to be taken over: {@code 18} of PostgreSQL
     * 18.6, {@code 11.4} and {@code 8.0} of the others.
     */
    public String major() {
        int first = number.indexOf('.');
        int second = number.indexOf('.', first + 1);
        if (kind == EngineKind.POSTGRESQL) {
            return number.substring(0, first);
        }
        return second < 0 ? number : number.substring(0, second);
    }

    @Override
    public String toString() {
        return kind.title() + " " + number;
    }
}
