package dev.tule.wamp.router.authentication;

import dev.tule.wamp.ErrorUri;
import dev.tule.wamp.router.authentication.Step.Declined;
import dev.tule.wamp.router.authentication.Step.Denied;

/**
 * One way to prove who a client is. What it remembers of one client is in the {@link Step.Answer}
 * that it gives; itself it is immutable.
 */
interface AuthenticationMethod {

    /** Every wrong proof, and every proof of somebody unknown, is answered so. */
    Denied WRONG = new Denied(ErrorUri.AUTHENTICATION_DENIED, "the proof of identity is wrong");

    Method method();

    /**
     * Looks at a HELLO that offers this method, and declines where it knows of nobody whom the
     * client could be. May block.
     *
     * @throws AuthenticationFailure where it can't be found out
     */
    Step begin(JoinRequest request) throws AuthenticationFailure, InterruptedException;

    /** Does as if it knew whom it doesn't, where the method has a challenge. Doesn't block. */
    default Step pretend(JoinRequest request) {
        return new Declined();
    }

    /** Whether {@link #begin} answers at once. */
    boolean immediate();
}
