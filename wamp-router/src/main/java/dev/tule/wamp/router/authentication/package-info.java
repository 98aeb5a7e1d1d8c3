/**
 * How a client proves who it is: from HELLO over CHALLENGE and AUTHENTICATE to WELCOME or ABORT.
 * {@link dev.tule.wamp.router.authentication.Authentication} says what a realm accepts; {@link
 * dev.tule.wamp.router.authentication.Authenticator} does it, one {@link
 * dev.tule.wamp.router.authentication.AuthenticationMethod} for each authmethod.
 *
 * <p>Nothing here knows connections, and no thread is started. What may wait (a directory that is a
 * procedure) is called on threads that may block.
 *
 * <p>An unknown principal is challenged like a known one, fails with the same words, and takes as
 * long ({@link dev.tule.wamp.router.authentication.Decoys}). Secrets are compared in constant time,
 * and no {@code toString} holds one.
 *
 * <p>Specification: <a
 * href="https://wamp-proto.org/wamp_latest_ietf.html#name-authentication-methods">Authentication
 * Methods</a>.
 */
@NullMarked
package dev.tule.wamp.router.authentication;

import org.jspecify.annotations.NullMarked;
