/**
 * The data plane: sockets that listen, targets that are checked, requests that are sent on. It
 * knows plans, which both APIs make of their rows, and nothing of the APIs.
 *
 * <p>Threads: a request has a virtual thread of its own ({@code dev.tule.http}), each target has
 * one that checks it. What they share is immutable and replaced whole, or safe for many threads.
 *
 * <p>Specification: the User Guides for Application, Network and Classic Load Balancers.
 */
@NullMarked
package dev.tule.elb.plane;

import org.jspecify.annotations.NullMarked;
