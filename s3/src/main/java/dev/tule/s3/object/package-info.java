/**
 * Objects: what is stored of one, how its bytes get in and out, conditions and ranges, and the
 * operations on single objects.
 *
 * <p>Order of a write: bytes first, on stable storage, then one transaction with the row that makes
 * them visible. Order of a removal: the transaction first, then the bytes, once nobody reads them.
 */
@NullMarked
package dev.tule.s3.object;

import org.jspecify.annotations.NullMarked;
