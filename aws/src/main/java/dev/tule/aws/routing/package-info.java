/**
 * Finding out what a request is for: its decoded parameters, the service that its signature claims,
 * the service, region or bucket that its host names, and the operation that a method and path stand
 * for. Nothing here is trusted: it only decides who will answer.
 *
 * <p>Everything is immutable.
 */
@NullMarked
package dev.tule.aws.routing;

import org.jspecify.annotations.NullMarked;
