package dev.tule.wamp.client;

/**
 * Something with WAMP went wrong. Its kinds say what: catch those that you can do something about.
 */
public abstract sealed class WampException extends RuntimeException
        permits WampDisconnected, WampError, WampInterrupted, WampMismatch, WampTimeout {
    private static final long serialVersionUID = 1;

    WampException(String message) {
        super(message);
    }

    /** The same, with the stack of this thread: of the one who asked, not of the one who heard. */
    abstract WampException here();
}
