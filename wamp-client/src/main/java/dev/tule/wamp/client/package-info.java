/**
 * WAMP for Java applications: publisher, subscriber, caller and callee in one {@link
 * dev.tule.wamp.client.WampClient}.
 *
 * <p>Threads: methods block the calling thread (a virtual one, if you like) until the router has
 * answered. Handlers run on virtual threads: the events of one subscription one after the other, in
 * their order; each call to a procedure on a thread of its own. One more virtual thread keeps the
 * connection up.
 */
@NullMarked
package dev.tule.wamp.client;

import org.jspecify.annotations.NullMarked;
