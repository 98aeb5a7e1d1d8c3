/**
 * What all of RDS's rooms share: a place's part of the store, rows in it and their forms, names,
 * tags, filters, pages, states and faults.
 *
 * <p>Threads: everything is immutable or safe for use by many threads.
 *
 * <p>Specification: RDS API Reference, "Common Errors", "Common Parameters"; RDS User Guide,
 * "Tagging Amazon RDS resources".
 */
@NullMarked
package dev.tule.rds.resource;

import org.jspecify.annotations.NullMarked;
