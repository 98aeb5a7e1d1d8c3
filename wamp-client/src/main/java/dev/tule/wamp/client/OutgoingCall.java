package dev.tule.wamp.client;

import dev.tule.wamp.Call;
import dev.tule.wamp.Dict;
import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.Message;
import dev.tule.wamp.Payload;
import dev.tule.wamp.Result;
import dev.tule.wamp.Uri;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call that was made here, from CALL to its outcome: one of a result, an error, a timeout, a
 * cancellation, the end of the session. Safe for use by many threads.
 *
 * @param <T> what is made of the result
 */
final class OutgoingCall<T> {
    private final ClientSession session;
    private final Uri procedure;
    private final CallOptions how;
    private final Duration patience;
    private final CompletableFuture<T> outcome = new CompletableFuture<>();
    private final Requests.Sent sent;

    /**
     * Sends the call.
     *
     * @param options the call's, with {@code progress} where more arguments follow
     * @param alarms rings when the call has taken too long
     * @param pieces hands on the pieces of a progressive result, and the outcome after them
     * @param completer runs what depends on the outcome: not the transport's thread, if that may
     *     block
     */
    OutgoingCall(
            ClientSession session,
            Uri procedure,
            Dict options,
            Payload payload,
            CallOptions how,
            Duration patience,
            Alarms alarms,
            SerialQueue pieces,
            Executor completer,
            Function<CallResult, T> made) {
        this.session = session;
        this.procedure = procedure;
        this.how = how;
        this.patience = patience;
        this.sent =
                session.requests()
                        .send(
                                id -> new Call(id, options, procedure, payload),
                                patience,
                                answer -> {},
                                piece -> progress(pieces, piece));
        Duration timeout = how.timeout().orElse(patience);
        Alarms.Alarm alarm = alarms.set(timeout, () -> timedOut(timeout));
        var _ =
                sent.answer()
                        .whenComplete(
                                (answer, failure) -> {
                                    alarm.drop();
                                    if (how.progress().isPresent()) {
                                        pieces.add(
                                                "the outcome of " + procedure,
                                                () -> complete(answer, failure, made));
                                    } else {
                                        completer.execute(() -> complete(answer, failure, made));
                                    }
                                });
        var _ =
                outcome.whenComplete(
                        (result, failure) -> {
                            if (failure instanceof CancellationException) {
                                alarm.drop();
                                giveUp();
                            }
                        });
    }

    private void progress(SerialQueue pieces, Result piece) {
        how.progress()
                .ifPresent(
                        taker ->
                                pieces.add(
                                        "a taker of results of " + procedure,
                                        () -> taker.accept(piece.payload())));
    }

    private void timedOut(Duration timeout) {
        if (outcome.completeExceptionally(new WampTimeout("calling " + procedure, timeout))) {
            giveUp();
        }
    }

    private void giveUp() {
        session.requests().cancel(sent.id(), how.cancelMode());
    }

    private void complete(
            @Nullable Message answer, @Nullable Throwable failure, Function<CallResult, T> made) {
        if (failure != null) {
            outcome.completeExceptionally(timedOutThere(failure));
        } else if (answer instanceof Result result) {
            try {
                outcome.complete(made.apply(CallResult.of(result)));
            } catch (WampException e) {
                outcome.completeExceptionally(e);
            }
        } else {
            outcome.completeExceptionally(
                    new WampDisconnected("the router answered a call with " + answer));
        }
    }

    /** The dealer has the same timeout as we, and may be the first to say so. */
    private Throwable timedOutThere(Throwable failure) {
        return failure instanceof WampError error
                        && error.error().equals(ErrorUri.TIMEOUT)
                        && how.timeout().isPresent()
                ? new WampTimeout("calling " + procedure, how.timeout().get())
                : failure;
    }

    /** What becomes of it. Cancelling this cancels the call. */
    CompletableFuture<T> outcome() {
        return outcome;
    }

    /** Sends more arguments. */
    void sendMore(Payload payload, boolean last) {
        Dict options = last ? Dict.EMPTY : Dict.of("progress", true);
        session.requests()
                .sendMore(sent.id(), new Call(sent.id(), options, procedure, payload), patience);
    }
}
