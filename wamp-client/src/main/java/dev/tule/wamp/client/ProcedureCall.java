package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import dev.tule.wamp.Payload;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.Uri;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call to a procedure registered here. Safe for use by many threads. */
public final class ProcedureCall {
    private final Uri procedure;
    private final Dict details;
    private final Payload payload;
    private final @Nullable Consumer<Payload> progress;

    ProcedureCall(
            Uri procedure, Dict details, Payload payload, @Nullable Consumer<Payload> progress) {
        this.procedure = procedure;
        this.details = details;
        this.payload = payload;
        this.progress = progress;
    }

    /** The procedure that was called, also where the registration is of a pattern. */
    public Uri procedure() {
        return procedure;
    }

    public Dict details() {
        return details;
    }

    public Payload payload() {
        return payload;
    }

    /** Who calls, where the caller and the dealer disclose it. */
    public Optional<SessionId> caller() {
        return details.integer("caller").isPresent()
                ? Optional.of(new SessionId(details.integer("caller").getAsLong()))
                : Optional.empty();
    }

    /** Whether the caller takes results piece by piece. */
    public boolean wantsProgress() {
        return progress != null;
    }

    /** Sends a piece of the result; without effect where the caller doesn't take pieces. */
    public void progress(@Nullable Object... arguments) {
        if (progress != null) {
            progress.accept(Payload.of(arguments));
        }
    }

    /** Serves a procedure: on a virtual thread for each call, which may block. */
    @FunctionalInterface
    public interface Handler {

        /**
         * Does the call. The result is a {@link Payload}, or a value that becomes the only argument
         * of one, or null for an empty one. A {@link WampError} becomes that error, an
         * IllegalArgumentException {@code wamp.error.invalid_argument}, any other exception {@code
         * wamp.error.runtime_error} without its message. When the caller no longer wants the
         * result, the thread is interrupted.
         */
        @Nullable Object called(ProcedureCall call) throws Exception;
    }
}
