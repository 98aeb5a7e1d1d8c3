package dev.tule.wamp.client;

import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.client.mapping.MappingException;
import java.util.function.Supplier;

/** Whose fault it is when a payload cannot be mapped. */
final class Mapped {
    private Mapped() {}

    /** What a caller sent: an error for the caller. */
    static <T> T arguments(Supplier<T> mapping) {
        try {
            return mapping.get();
        } catch (MappingException e) {
            throw new WampError(ErrorUri.INVALID_ARGUMENT, String.valueOf(e.getMessage()));
        }
    }

    /** What was sent to us, whom nobody waits for: an exception here. */
    static <T> T received(String what, Supplier<T> mapping) {
        try {
            return mapping.get();
        } catch (MappingException e) {
            throw new WampMismatch(what + ": " + e.getMessage());
        }
    }
}
