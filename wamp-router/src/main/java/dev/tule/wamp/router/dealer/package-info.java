/**
 * Remote procedure calls: who serves what, and calls from CALL to their one outcome. On the thread
 * of whoever sent the message.
 *
 * <p>Specification: <a
 * href="https://wamp-proto.org/wamp_latest_ietf.html#name-remote-procedure-calls-2">Remote
 * Procedure Calls</a>.
 */
@NullMarked
package dev.tule.wamp.router.dealer;

import org.jspecify.annotations.NullMarked;
