/**
 * What an attribute can be: the ten data types of DynamoDB (Developer Guide, "Supported data types
 * and naming rules"), their limits and sizes, their order, their form on disk and their form in the
 * AWS SDK. Knows nothing of tables. No threads; every type is immutable or a pure function.
 */
@NullMarked
package dev.tule.dynamodb.value;

import org.jspecify.annotations.NullMarked;
