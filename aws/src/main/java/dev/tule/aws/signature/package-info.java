/**
 * Request signatures: who signed a request, and is it what they signed. {@link
 * dev.tule.aws.signature.SignatureVerifier} is the entry; it refuses with the error that the AWS
 * service in question would give, and never lets a secret into an error, a log or a {@code
 * toString}.
 *
 * <p>Specifications: "AWS Signature Version 4 for API requests" (IAM User Guide), "Authenticating
 * Requests (AWS Signature Version 4)" with its chunked and trailing-header uploads, and "Signing
 * and authenticating REST requests (AWS signature version 2)" (both S3), and "Signature Version 2
 * signing process" (AWS General Reference).
 *
 * <p>Threads: everything public is safe for use by many threads, but a verified body, like any
 * {@link dev.tule.http.Body}, belongs to its request's thread.
 */
@NullMarked
package dev.tule.aws.signature;

import org.jspecify.annotations.NullMarked;
