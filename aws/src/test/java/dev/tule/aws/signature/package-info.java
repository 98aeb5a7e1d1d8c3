/** Signatures are tested with signers that aren't ours: the AWS SDK's, and published examples. */
@NullMarked
package dev.tule.aws.signature;

import org.jspecify.annotations.NullMarked;
