package dev.tule.wamp.client;

import dev.tule.wamp.Dict;
import dev.tule.wamp.Payload;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a call is made. Start from {@link #defaults} and change what you need.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-call-2">CALL</a>
 */
public final class CallOptions {
    private static final CallOptions DEFAULTS =
            new CallOptions(Dict.EMPTY, Optional.empty(), Optional.empty(), CancelMode.KILLNOWAIT);

    private final Dict dict;
    private final Optional<Duration> timeout;
    private final Optional<Consumer<Payload>> progress;
    private final CancelMode cancelMode;

    private CallOptions(
            Dict dict,
            Optional<Duration> timeout,
            Optional<Consumer<Payload>> progress,
            CancelMode cancelMode) {
        this.dict = dict;
        this.timeout = timeout;
        this.progress = progress;
        this.cancelMode = cancelMode;
    }

    /** Within the client's request timeout, for a result that comes whole. */
    public static CallOptions defaults() {
        return DEFAULTS;
    }

    public static CallOptions timeout(Duration timeout) {
        return DEFAULTS.withTimeout(timeout);
    }

    /**
     * After how long the call is cancelled, in place of the client's request timeout. The dealer is
     * told, too.
     */
    public CallOptions withTimeout(Duration changed) {
        if (!changed.isPositive()) {
            throw new IllegalArgumentException("a timeout is above zero");
        }
        Dict with = dict.with("timeout", Math.max(1, changed.toMillis()));
        return new CallOptions(with, Optional.of(changed), progress, cancelMode);
    }

    /**
     * Takes the pieces of a result that comes in pieces: one at a time, in their order, on a
     * virtual thread, so that it may block. The call completes after the last of them.
     */
    public CallOptions withProgress(Consumer<Payload> changed) {
        Dict with = dict.with("receive_progress", true);
        return new CallOptions(with, timeout, Optional.of(changed), cancelMode);
    }

    /** The callee shall learn who calls. */
    public CallOptions withDiscloseMe() {
        return with(dict.with("disclose_me", true));
    }

    /** What becomes of the call when it is given up: killnowait unless told otherwise. */
    public CallOptions withCancelMode(CancelMode changed) {
        return new CallOptions(dict, timeout, progress, changed);
    }

    /** The payload is one binary argument that only the callee can read. */
    public CallOptions withPassthru(Passthru how) {
        return with(how.addTo(dict));
    }

    private CallOptions with(Dict changed) {
        return new CallOptions(changed, timeout, progress, cancelMode);
    }

    Optional<Duration> timeout() {
        return timeout;
    }

    Optional<Consumer<Payload>> progress() {
        return progress;
    }

    CancelMode cancelMode() {
        return cancelMode;
    }

    Dict toDict() {
        return dict;
    }
}
