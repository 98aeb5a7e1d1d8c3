/**
 * Between WAMP and plain HTTP: devices and programs that speak no WAMP publish and call by POST,
 * and events go out to web servers as POST. A bridge is an ordinary client of its realm, with the
 * rights of the principal that it joins as.
 *
 * <p>Threads: handlers run on the virtual thread of their request and wait for the router there;
 * each webhook sends on a virtual thread of its own.
 */
@NullMarked
package dev.tule.wamp.bridge;

import org.jspecify.annotations.NullMarked;
