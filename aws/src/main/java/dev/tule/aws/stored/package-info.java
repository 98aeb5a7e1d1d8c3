/**
 * Where services keep what they know: an account's part of a region in the store ({@link
 * dev.tule.aws.stored.StoredPlace}), and there rows that are the SDK's own model classes ({@link
 * dev.tule.aws.stored.Rows}, {@link dev.tule.aws.stored.Form}). Knows no service, and nothing of
 * HTTP.
 *
 * <p>Threads: none of its own; everything is immutable or safe for use by many threads.
 */
@NullMarked
package dev.tule.aws.stored;

import org.jspecify.annotations.NullMarked;
