package dev.tule.wamp.router.authentication;

import dev.tule.wamp.Dict;
import dev.tule.wamp.Hello;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.Uri;
import dev.tule.wamp.transport.TransportDetails;
import java.util.Optional;
import java.util.Set;

/**
 * A client that wants to join a realm.
 *
 * @param hello what it said
 * @param transport where it comes from
 * @param methods by which clients may authenticate where it comes in
 * @param session the number its session will have
 */
public record JoinRequest(
        Hello hello, TransportDetails transport, Set<Method> methods, SessionId session) {

    Uri realm() {
        return hello.realm();
    }

    /** Who it says it is; empty where it doesn't. */
    Optional<String> authId() {
        return hello.authId().filter(id -> !id.isEmpty());
    }

    Dict authExtra() {
        return hello.details().dict("authextra");
    }
}
