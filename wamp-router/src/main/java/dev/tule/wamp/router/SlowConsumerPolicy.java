package dev.tule.wamp.router;

/**
 * What to do when more waits for a client than {@link RouterLimits} allows. It is counted and
 * logged.
 */
public enum SlowConsumerPolicy {
    /** The client is disconnected: it learns that it missed something. */
    DISCONNECT,
    /**
     * The events that wait longest are dropped. Answers and invocations never are: where only they
     * wait, the client is disconnected.
     */
    DROP_OLDEST_EVENTS
}
