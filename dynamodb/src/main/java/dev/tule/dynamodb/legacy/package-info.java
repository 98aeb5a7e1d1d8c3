/**
 * DynamoDB as it was spoken before 2012: API version 2011-12-05, which boto 2's {@code
 * boto.dynamodb} uses. Its 13 operations are translated into those of today and run over the same
 * tables. What differs is the form: keys are {@code HashKeyElement} and {@code RangeKeyElement}
 * without their names, conditions and updates are by attribute, and consumed capacity is one
 * number.
 *
 * <p>No threads, no state.
 */
@NullMarked
package dev.tule.dynamodb.legacy;

import org.jspecify.annotations.NullMarked;
