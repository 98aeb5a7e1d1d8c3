/**
 * AWS's wire protocols as a server speaks them (Smithy 2.0, "AWS protocols"): awsJson1_0 and 1_1,
 * awsQuery, ec2Query, restXml, restJson1 and rpcv2Cbor. Readers turn wire forms into the SDK's
 * request classes, writers turn its response classes and exceptions into wire forms; both walk
 * {@link dev.tule.aws.shape.Shape}s, so that no class of any service is known here.
 *
 * <p>Protocol objects are immutable and shared by all requests.
 */
@NullMarked
package dev.tule.aws.protocol;

import org.jspecify.annotations.NullMarked;
