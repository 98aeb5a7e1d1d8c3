package dev.tule.wamp.auth;

/**
 * What the router sent while authenticating can't be answered, or must not be: something is
 * missing, malformed, too weak, too costly, or not an answer to what the client sent. The sentence
 * holds no secret. A client answers with ABORT.
 */
public final class ChallengeException extends Exception {
    private static final long serialVersionUID = 1;

    public ChallengeException(String message) {
        super(message);
    }
}
