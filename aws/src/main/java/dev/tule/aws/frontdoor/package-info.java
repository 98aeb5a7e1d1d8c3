/**
 * The front door itself: {@link dev.tule.aws.frontdoor.FrontDoor} takes a request from HTTP to a
 * service and its answer back. It locates the service and protocol, has the signature verified,
 * asks whether the principal may, reads, checks, calls, writes, and turns whatever goes wrong into
 * an error in the protocol of the request.
 *
 * <p>Threads: none of its own; each request stays on the thread that brought it.
 */
@NullMarked
package dev.tule.aws.frontdoor;

import org.jspecify.annotations.NullMarked;
