package dev.tule.http;

/**
 * A time in which a handler only waits for something to happen, as long-polling does. Its request
 * doesn't count among those in flight meanwhile: there may be as many of these as connections.
 *
 * {@snippet :
 * try (Waiting _ = Waiting.begin()) {
 *     // wait
 * }
 * }
 *
 * <p>For the handler's own thread. Elsewhere, as in tests of a handler alone, it has no effect.
 */
public final class Waiting implements AutoCloseable {
    /** The listener whose request a thread answers. */
    static final ScopedValue<Listener> ANSWERING = ScopedValue.newInstance();

    private Waiting() {}

    public static Waiting begin() {
        if (ANSWERING.isBound()) {
            ANSWERING.get().leave();
        }
        return new Waiting();
    }

    /** Takes the place again, even where there is none left: the request was admitted once. */
    @Override
    public void close() {
        if (ANSWERING.isBound()) {
            ANSWERING.get().enter();
        }
    }
}
