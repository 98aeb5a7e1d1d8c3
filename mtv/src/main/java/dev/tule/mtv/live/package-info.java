/**
 * Elements of pages that follow a WAMP topic: what a template writes first, the browser replaces
 * with each event. Knows of WAMP only where a router is; the browser speaks to it. Owns no threads.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-publish-and-subscribe-2">WAMP:
 *     publish and subscribe</a>
 */
@NullMarked
package dev.tule.mtv.live;

import org.jspecify.annotations.NullMarked;
