/**
 * Query sets made SQL, and what comes back made objects. Paths are resolved against the models, so
 * nothing of a lookup's text reaches the database but names that the models declare; values are
 * bound, always. Relations to one are joined, relations to many are asked in queries within the
 * query ({@code exists}): no row comes twice, and {@code exclude} is the opposite of {@code
 * filter}.
 */
@NullMarked
package dev.tule.mtv.models.sql;

import org.jspecify.annotations.NullMarked;
