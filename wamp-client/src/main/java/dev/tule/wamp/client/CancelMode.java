package dev.tule.wamp.client;

import java.util.Locale;

/**
 * What becomes of a call that its caller gives up.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-call-canceling">Call
 *     Canceling</a>
 */
public enum CancelMode {
    /** The callee isn't told, and goes on for nothing. */
    SKIP,
    /** The callee is interrupted, and the dealer waits for what it says. */
    KILL,
    /** The callee is interrupted, and nobody waits for it. */
    KILLNOWAIT;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
