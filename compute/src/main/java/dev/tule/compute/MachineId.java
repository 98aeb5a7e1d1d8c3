package dev.tule.compute;

import java.util.regex.Pattern;

/**
 * The name of a machine at its driver, given by whoever launches it: unique for ever.
 *
 * @param value 1 to 64 letters, digits and hyphens, since it names files and processes
 */
public record MachineId(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");

    public MachineId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "not a machine's id (1 to 64 letters, digits, hyphens): " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
