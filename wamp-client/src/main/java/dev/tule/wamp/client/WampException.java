package dev.tule.wamp.client;

/**
 * Something with WAMP went wrong. Its kinds say what: catch those that you can do something about.
 */
public abstract class WampException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WampException(String message) {
        super(message);
    }
}
