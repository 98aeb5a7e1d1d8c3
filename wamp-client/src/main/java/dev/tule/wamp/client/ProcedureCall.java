package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import dev.tule.wamp.Payload;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.Uri;
import dev.tule.wamp.client.mapping.PayloadMapper;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A call to a procedure registered here. Safe for use by many threads, except that one thread at a
 * time takes its {@link #pieces}.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-invocation-2">INVOCATION</a>
 */
public final class ProcedureCall {
    private final Invocations.Serving serving;
    private final Uri procedure;
    private final Dict details;
    private final Payload payload;

    ProcedureCall(Invocations.Serving serving, Uri procedure, Dict details, Payload payload) {
        this.serving = serving;
        this.procedure = procedure;
        this.details = details;
        this.payload = payload;
    }

    /** The procedure that was called, also where the registration is of a pattern. */
    public Uri procedure() {
        return procedure;
    }

    /** What else the dealer says. */
    public Dict details() {
        return details;
    }

    /** The arguments; of a call whose arguments come piece by piece, the first piece. */
    public Payload payload() {
        return payload;
    }

    /**
     * The arguments as a value of that type; see {@link PayloadMapper#read}.
     *
     * @throws WampError with {@code wamp.error.invalid_argument}, saying what is wrong where
     */
    public <T> T as(Class<T> type) {
        return Mapped.arguments(() -> PayloadMapper.read(payload, type));
    }

    /**
     * The arguments, piece by piece: all of them where the caller sends progressively, else the
     * only one. Waits for each; ends after the last. An interrupt, which is what comes when the
     * caller gives up, ends the waiting with {@link WampInterrupted}.
     *
     * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-progressive-call-invocation">
     *     Progressive Call Invocations</a>
     */
    public Iterable<Payload> pieces() {
        return serving::pieces;
    }

    /** The session that calls, where it is disclosed. */
    public Optional<SessionId> caller() {
        OptionalLong id = details.integer("caller");
        return id.isPresent() ? Optional.of(new SessionId(id.getAsLong())) : Optional.empty();
    }

    /** Who calls, where it is disclosed. */
    public Optional<String> callerAuthId() {
        return details.string("caller_authid");
    }

    /** In which role, where it is disclosed. */
    public Optional<String> callerAuthRole() {
        return details.string("caller_authrole");
    }

    /** After how long the caller gives up, where the dealer forwards that. */
    public Optional<Duration> timeout() {
        OptionalLong millis = details.integer("timeout");
        return millis.isPresent() && millis.getAsLong() > 0
                ? Optional.of(Duration.ofMillis(millis.getAsLong()))
                : Optional.empty();
    }

    /** How the payload is packed, where it passed through the router unread. */
    public Optional<Passthru> passthru() {
        return Passthru.of(details);
    }

    /** Whether the caller takes results piece by piece. */
    public boolean wantsProgress() {
        return details.flag("receive_progress", false);
    }

    /** Sends a piece of the result; without effect where the caller doesn't take pieces. */
    public void progress(@Nullable Object... arguments) {
        if (wantsProgress()) {
            serving.progress(PayloadMapper.payload(arguments));
        }
    }

    /** Serves a procedure: on a virtual thread for each call, which may block. */
    @FunctionalInterface
    public interface Handler {

        /**
         * Does the call. The result is null for an empty one, a {@link Payload}, a {@link
         * CallResult}, or any value that {@link PayloadMapper} knows, which becomes the only
         * argument. A {@link CompletionStage} holds no thread: what it completes with is the
         * result, what it fails with the error, and it is cancelled when the caller no longer wants
         * it.
         *
         * <p>A {@link WampError} becomes that error, an exception of a class with {@link ErrorName}
         * the error of that name, an IllegalArgumentException {@code wamp.error.invalid_argument},
         * each with its message; any other exception {@code wamp.error.runtime_error} without its
         * message, which goes to the log. When the caller no longer wants the result, the thread is
         * interrupted.
         */
        @Nullable Object called(ProcedureCall call) throws Exception;
    }
}
