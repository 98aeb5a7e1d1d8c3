package dev.tule.wamp.client;

/**
 * The thread was interrupted while it waited; its interrupt flag is set again. A call has been
 * cancelled.
 */
public final class WampInterrupted extends WampException {
    private static final long serialVersionUID = 1;
    private final String what;

    WampInterrupted(String what) {
        super("interrupted while " + what);
        this.what = what;
    }

    @Override
    WampInterrupted here() {
        return new WampInterrupted(what);
    }
}
