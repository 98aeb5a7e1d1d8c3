/**
 * What a session may do on its realm: {@link dev.tule.wamp.router.authorization.Role}s are made of
 * {@link dev.tule.wamp.router.authorization.Permission}s, and a procedure may decide where those
 * say nothing. Nothing here waits or starts threads.
 *
 * <p>Specification: <a
 * href="https://wamp-proto.org/wamp_latest_ietf.html#name-authorization">Authorization</a>.
 */
@NullMarked
package dev.tule.wamp.router.authorization;

import org.jspecify.annotations.NullMarked;
