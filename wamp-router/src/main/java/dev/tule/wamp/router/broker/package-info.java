/**
 * Publish and subscribe: from a publication to its receivers' outboxes, what is retained and kept
 * of it, and the events of the router itself. On the publisher's thread.
 *
 * <p>Specification: <a
 * href="https://wamp-proto.org/wamp_latest_ietf.html#name-publish-and-subscribe">Publish and
 * Subscribe</a>.
 */
@NullMarked
package dev.tule.wamp.router.broker;

import org.jspecify.annotations.NullMarked;
