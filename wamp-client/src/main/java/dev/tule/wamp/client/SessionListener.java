package dev.tule.wamp.client;

import dev.tule.wamp.SessionId;

/**
 * Is told when a client has a session and when it has lost it: one at a time, in their order, on a
 * virtual thread, so that it may block, and use the client.
 */
public interface SessionListener {

    /**
     * There is a session; after a reconnection all subscriptions and registrations are there again.
     * Events published in between were missed: this is the place to fetch what stands now.
     *
     * @param again whether there was one before
     */
    default void joined(SessionId session, boolean again) throws Exception {}

    /** The session is over; the client connects again, unless it is closed or has given up. */
    default void left(String reason) throws Exception {}

    /** One that does nothing. */
    static SessionListener none() {
        return new SessionListener() {};
    }
}
