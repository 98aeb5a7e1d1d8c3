package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import dev.tule.wamp.Payload;
import dev.tule.wamp.client.mapping.PayloadMapper;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A call whose arguments are sent piece by piece:
 *
 * {@snippet :
 * try (ProgressiveCall mean = client.callProgressively("lab.mean", CallOptions.defaults())) {
 *     mean.send(20.5);
 *     mean.send(21.0);
 *     double result = mean.finish(21.5).join().number(0);
 * }
 * }
 *
 * <p>The procedure is called with the first piece. Pieces arrive in the order in which one thread
 * sends them; sending waits while the connection takes no more. Closing it before it is finished
 * cancels the call. Safe for use by many threads.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-progressive-call-invocation">
 *     Progressive Call Invocations</a>
 */
public final class ProgressiveCall implements AutoCloseable {
    private final BiFunction<Dict, Payload, OutgoingCall<Payload>> begin;
    private final CompletableFuture<Payload> result = new CompletableFuture<>();
    private @Nullable OutgoingCall<Payload> call;
    private boolean finished;

    ProgressiveCall(BiFunction<Dict, Payload, OutgoingCall<Payload>> begin) {
        this.begin = begin;
    }

    /**
     * Sends a piece. Without effect when the callee has answered already: see {@link #result}.
     *
     * @throws IllegalStateException when the call is finished here
     */
    public void send(@Nullable Object... arguments) {
        send(PayloadMapper.payload(arguments), false);
    }

    /** Sends the last piece. */
    public CompletableFuture<Payload> finish(@Nullable Object... arguments) {
        send(PayloadMapper.payload(arguments), true);
        return result;
    }

    private synchronized void send(Payload payload, boolean last) {
        if (finished) {
            throw new IllegalStateException("the call is finished");
        }
        finished = last;
        if (call != null) {
            call.sendMore(payload, last);
        } else {
            call = begin.apply(last ? Dict.EMPTY : Dict.of("progress", true), payload);
            pass(call.outcome());
        }
    }

    private void pass(CompletableFuture<Payload> outcome) {
        var _ =
                outcome.whenComplete(
                        (payload, failure) -> {
                            if (failure != null) {
                                result.completeExceptionally(failure);
                            } else {
                                result.complete(payload);
                            }
                        });
        var _ =
                result.whenComplete(
                        (payload, failure) -> {
                            if (result.isCancelled()) {
                                outcome.cancel(true);
                            }
                        });
    }

    /**
     * What becomes of the call; it may come before all has been sent. Cancelling this cancels the
     * call.
     */
    public CompletableFuture<Payload> result() {
        return result;
    }

    /** Cancels the call if it isn't finished here. */
    @Override
    public synchronized void close() {
        if (!finished) {
            finished = true;
            result.cancel(true);
        }
    }
}
