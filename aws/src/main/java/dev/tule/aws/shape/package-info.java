/**
 * The AWS SDK's model classes seen as wire shapes: what each member is called, where it travels and
 * what type it has, worked out once a class from {@code SdkPojo.sdkFields()}. Also scalars as text.
 *
 * <p>Everything here is immutable or safe to share.
 */
@NullMarked
package dev.tule.aws.shape;

import org.jspecify.annotations.NullMarked;
