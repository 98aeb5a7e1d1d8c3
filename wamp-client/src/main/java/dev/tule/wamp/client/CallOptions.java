package dev.tule.wamp.client;

import dev.tule.wamp.Payload;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a call is made.
 *
 * @param timeout after how long it is cancelled; empty for the client's request timeout
 * @param progress takes the pieces of a result that comes in pieces, in their order, on the
 *     connection's thread: it must not block
 * @param discloseMe whether the callee shall learn who calls
 */
public record CallOptions(
        Optional<Duration> timeout, Optional<Consumer<Payload>> progress, boolean discloseMe) {

    public static CallOptions defaults() {
        return new CallOptions(Optional.empty(), Optional.empty(), false);
    }

    public static CallOptions timeout(Duration timeout) {
        return new CallOptions(Optional.of(timeout), Optional.empty(), false);
    }

    public CallOptions withTimeout(Duration changed) {
        return new CallOptions(Optional.of(changed), progress, discloseMe);
    }

    public CallOptions withProgress(Consumer<Payload> changed) {
        return new CallOptions(timeout, Optional.of(changed), discloseMe);
    }

    public CallOptions withDiscloseMe() {
        return new CallOptions(timeout, progress, true);
    }
}
