/** IAM and STS over a real store in a temporary directory. */
@NullMarked
package dev.tule.iam;

import org.jspecify.annotations.NullMarked;
