/**
 * What both sides of an authentication compute: WAMP-CRA, WAMP-SCRAM, cryptosign and TLS channel
 * bindings. No state of a connection, no I/O, no thread; everything is safe for use by many threads
 * where its class doesn't say otherwise.
 *
 * <p>Secrets are compared in constant time, and no {@code toString} holds one. Costs that the peer
 * names (iterations, memory) have limits, so that a rogue router can neither exhaust a client nor
 * talk it into a weak hash.
 *
 * <p>The JDK gives HMAC, PBKDF2 and Ed25519. argon2id needs Bouncy Castle ({@code
 * org.bouncycastle:bcprov-jdk18on}) on the class path; it is loaded when first used.
 *
 * <p>Specification: <a
 * href="https://wamp-proto.org/wamp_latest_ietf.html#name-authentication-methods">Authentication
 * Methods</a>.
 */
@NullMarked
package dev.tule.wamp.auth;

import org.jspecify.annotations.NullMarked;
