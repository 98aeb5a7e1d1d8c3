/**
 * Expressions (Developer Guide, "Using expressions in DynamoDB") and what preceded them ({@code
 * Expected}, {@code AttributeUpdates} and the filters): read into one tree, checked with DynamoDB's
 * own sentences, and evaluated over items. Knows nothing of tables or storage. No threads; parsed
 * expressions are immutable.
 */
@NullMarked
package dev.tule.dynamodb.expression;

import org.jspecify.annotations.NullMarked;
