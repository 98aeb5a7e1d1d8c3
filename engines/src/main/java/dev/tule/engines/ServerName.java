package dev.tule.engines;

import java.util.regex.Pattern;

/**
 * The name of a server, unique among those of one {@link Engines}; also the name of its directory.
 * Lower-case letters, digits and hyphens; a letter first; at most 100.
 */
public record ServerName(String value) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,99}");

    /**
     * @throws IllegalArgumentException when it has another form
     */
    public ServerName {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("no name of a server: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
