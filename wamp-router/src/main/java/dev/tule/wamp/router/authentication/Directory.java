package dev.tule.wamp.router.authentication;

import java.util.Optional;

/** Knows principals. May block; safe for use by many threads. */
interface Directory {

    /**
     * Who asks to join, by that method; empty where it is nobody that is known and has a secret for
     * that method. A client that says no authid is looked up by its key or certificate, or, as
     * anonymous, by nothing.
     *
     * @throws AuthenticationFailure where it can't be found out
     */
    Optional<KnownPrincipal> find(Method method, JoinRequest request)
            throws AuthenticationFailure, InterruptedException;

    /**
     * Who asks to join and has that ticket.
     *
     * @throws AuthenticationFailure where it can't be found out
     */
    Optional<KnownPrincipal> holder(String ticket, JoinRequest request)
            throws AuthenticationFailure, InterruptedException;

    /** Who knows them, as {@link Principal#provider} says. */
    String provider();

    /** Whether it answers at once. */
    boolean immediate();
}
