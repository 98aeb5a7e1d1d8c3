/**
 * AWS Certificate Manager: certificates that an authority of this installation signs at once, and
 * such as users import, with their keys, which are kept sealed and leave by {@link
 * dev.tule.acm.Acm#find} alone.
 *
 * <p>Threads: everything is safe for use by many threads; one of its own renews what grows old.
 *
 * <p>Specification: AWS Certificate Manager API Reference (2015-12-08).
 */
@NullMarked
package dev.tule.acm;

import org.jspecify.annotations.NullMarked;
