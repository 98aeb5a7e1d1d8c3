package dev.tule.wamp.router.config;

/**
 * What to do when more waits for a client than {@link RouterLimits} allows. It is counted and
 * published, never silent: when it begins, {@code wamp.session.on_slow_consumer} tells the session,
 * and a dict of its {@code authid} and {@code authrole} and of the {@code action} taken: {@code
 * dropping}, {@code pausing}, or {@code disconnected}. (Not in the specification.)
 */
public enum SlowConsumerPolicy {
    /** The client is disconnected: it learns that it missed something. */
    DISCONNECT,
    /**
     * The events that wait longest are dropped. Answers and invocations never are: where only they
     * wait, the client is disconnected.
     */
    DROP_OLDEST_EVENTS,
    /**
     * When half as much waits as may, nothing more is read from those who publish to it, until a
     * quarter waits. A client that doesn't get there within {@link
     * RoutingConfig#slowConsumerPatience} is disconnected, and so is one for which more waits than
     * may all the same.
     */
    PAUSE_PUBLISHERS
}
