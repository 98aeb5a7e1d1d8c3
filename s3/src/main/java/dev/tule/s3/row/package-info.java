/**
 * The rows that S3 keeps in the store: their keys ({@link dev.tule.s3.row.Keys}) and the compact
 * binary form of their values. Immutable values and stateless codecs.
 */
@NullMarked
package dev.tule.s3.row;

import org.jspecify.annotations.NullMarked;
