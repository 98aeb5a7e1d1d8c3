package dev.tule.engines;

/**
 * Decides whether a token lets a user in, for servers with {@linkplain Listening#tokenUsers()
 * users} who log in so. Safe for use by many threads.
 */
@FunctionalInterface
public interface TokenCheck {

    /**
     * @param server which is asked
     * @param user of the database
     * @param token what the client sent as its password
     */
    boolean accepts(ServerName server, String user, String token);
}
