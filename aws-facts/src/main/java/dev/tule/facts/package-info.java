/**
 * Distils AWS's public service models into facts files: what the front door must know of a service
 * and the AWS SDK's classes don't say (constraints, error codes and HTTP status, routes, names of
 * root elements). {@link dev.tule.facts.FactsTool} is the command.
 */
@NullMarked
package dev.tule.facts;

import org.jspecify.annotations.NullMarked;
