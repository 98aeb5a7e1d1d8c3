/**
 * The AWS front door: finds which service and operation a request is for, verifies its signature,
 * asks whether its principal may, reads the wire form into the AWS SDK's request class, calls the
 * service, and writes the SDK's response class in the protocol of the request. Services register as
 * {@link dev.tule.aws.ServedApi} and hold nothing of HTTP.
 *
 * <p>Threads: one virtual thread a request, from front door to service; {@link
 * dev.tule.aws.AwsCall} is its context.
 */
@NullMarked
package dev.tule.aws;

import org.jspecify.annotations.NullMarked;
