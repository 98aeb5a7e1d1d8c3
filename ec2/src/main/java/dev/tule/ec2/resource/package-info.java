/**
 * What all of EC2's rooms share: the kinds of resources and their identifiers, rows in the store,
 * faults, filters, pages and client tokens.
 *
 * <p>Threads: everything is immutable or safe for use by many threads.
 *
 * <p>Specification: EC2 API Reference, "Error codes", "Resource IDs", "Filtering", "Pagination",
 * "Ensuring idempotency".
 */
@NullMarked
package dev.tule.ec2.resource;

import org.jspecify.annotations.NullMarked;
