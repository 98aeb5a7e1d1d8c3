package dev.tule.mtv.checks;

/**
 * Something that a check found.
 *
 * @param level how bad it is
 * @param id stays the same over versions: {@code security.W004}; Django's, where Django has it
 * @param message what is wrong
 * @param hint what to do; empty where the message says it
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/checks/#checkmessage">Django:
 *     CheckMessage</a>
 */
public record CheckMessage(Level level, String id, String message, String hint) {

    /** From the worst on. */
    public enum Level {
        ERROR,
        WARNING,
        INFO
    }

    public static CheckMessage error(String id, String message, String hint) {
        return new CheckMessage(Level.ERROR, id, message, hint);
    }

    public static CheckMessage warning(String id, String message, String hint) {
        return new CheckMessage(Level.WARNING, id, message, hint);
    }

    public static CheckMessage info(String id, String message, String hint) {
        return new CheckMessage(Level.INFO, id, message, hint);
    }

    @Override
    public String toString() {
        return "(" + id + ") " + message + (hint.isEmpty() ? "" : "\n\tHINT: " + hint);
    }
}
