package dev.tule.mtv.messages;

import java.util.Locale;

/**
 * A note.
 *
 * @param level how grave it is
 * @param text escaped where it is shown
 */
public record Message(Level level, String text) {

    /** Django's levels. */
    public enum Level {
        DEBUG,
        INFO,
        SUCCESS,
        WARNING,
        ERROR
    }

    /** The level in lower case, as a class for style sheets. */
    public String tags() {
        return level.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text;
    }
}
