/**
 * S3: buckets and objects, behind the AWS SDK's own client interface. {@link dev.tule.s3.S3} opens
 * it; {@link dev.tule.s3.S3Service} hands each operation to the class of its group; those read the
 * request, let the domain decide, and write the response. Nothing here knows HTTP but through
 * {@link dev.tule.aws.AwsCall}, which has the headers and trailers that checksums travel in.
 *
 * <p>The specification is the API reference of Amazon S3, version 2006-03-01.
 */
@NullMarked
package dev.tule.s3;

import org.jspecify.annotations.NullMarked;
