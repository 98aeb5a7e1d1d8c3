/**
 * The policy language (IAM User Guide, "IAM JSON policy reference"): documents are read and checked
 * for their grammar, and evaluated for something that is asked. It knows nothing of users, rows or
 * requests.
 *
 * <p>What a policy says about a condition key of which nothing is known here counts against the
 * caller: such a statement doesn't allow, and does deny.
 *
 * <p>Threads: everything is immutable, and safe for use by many threads. Texts and patterns come
 * from outside: nothing here takes longer than their lengths multiplied.
 */
@NullMarked
package dev.tule.iam.policy;

import org.jspecify.annotations.NullMarked;
