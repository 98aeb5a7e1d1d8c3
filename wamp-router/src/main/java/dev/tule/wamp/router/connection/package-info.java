/**
 * A client's connection, from its first message to its last: phases of its session, what is asked
 * before a message is handled, and the router that all connections belong to. A message is handled
 * on the thread that delivers it.
 */
@NullMarked
package dev.tule.wamp.router.connection;

import org.jspecify.annotations.NullMarked;
