package dev.tule.wamp;

/**
 * The reasons of GOODBYE.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-basic-profile-uris">Session
 *     Close</a>
 */
public final class CloseUri {

    /** The router stops. */
    public static final Uri SYSTEM_SHUTDOWN = Uri.of("wamp.close.system_shutdown");

    /** The session leaves the realm. */
    public static final Uri CLOSE_REALM = Uri.of("wamp.close.close_realm");

    /** The answer to a goodbye. */
    public static final Uri GOODBYE_AND_OUT = Uri.of("wamp.close.goodbye_and_out");

    /** The router ended the session by force. */
    public static final Uri KILLED = Uri.of("wamp.close.killed");

    private CloseUri() {}
}
