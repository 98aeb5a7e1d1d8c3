package dev.tule.wamp.router.authentication;

import dev.tule.wamp.Authenticate;
import dev.tule.wamp.Challenge;
import dev.tule.wamp.Uri;

/** What comes of a client's HELLO or AUTHENTICATE. */
public sealed interface Step {

    /** It is asked to prove who it is. */
    record Challenged(Challenge challenge, Answer answer) implements Step {}

    /** It is who it says. */
    record Admitted(Principal principal) implements Step {}

    /**
     * It may not join.
     *
     * @param reason for ABORT
     * @param why for people; the same for what must not be told apart
     */
    record Denied(Uri reason, String why) implements Step {}

    /** This method can't tell: the next that the client offers may. */
    record Declined() implements Step {}

    /** Checks the client's answer to a challenge. May block. */
    @FunctionalInterface
    interface Answer {
        /**
         * @throws AuthenticationFailure where it can't be checked
         * @throws InterruptedException where the router stops meanwhile
         */
        Step check(Authenticate authenticate) throws AuthenticationFailure, InterruptedException;
    }
}
