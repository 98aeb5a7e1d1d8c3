package dev.tule.s3.fault;

import dev.tule.aws.AwsFault;
import software.amazon.awssdk.services.s3.model.AccessDeniedException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.InvalidRequestException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The faults that S3 answers with: the SDK's own exceptions, so that callers within the process
 * catch what they would catch from afar. The cause is an {@link AwsFault}, which keeps the elements
 * of the error's body.
 */
public final class Faults {
    private Faults() {}

    /** A fault for which the SDK has no class of its own. */
    public static S3Exception of(AwsFault fault) {
        return thrown(S3Exception.builder(), fault);
    }

    private static S3Exception thrown(S3Exception.Builder builder, AwsFault fault) {
        return (S3Exception)
                builder.message(fault.awsErrorDetails().errorMessage())
                        .statusCode(fault.statusCode())
                        .awsErrorDetails(fault.awsErrorDetails())
                        .cause(fault)
                        .build();
    }

    // Buckets

    public static S3Exception noSuchBucket(String bucket) {
        return thrown(
                NoSuchBucketException.builder(),
                AwsFault.of("NoSuchBucket", 404, "The specified bucket does not exist")
                        .with("BucketName", bucket));
    }

    public static S3Exception bucketAlreadyExists(String bucket) {
        return thrown(
                BucketAlreadyExistsException.builder(),
                AwsFault.of(
                                "BucketAlreadyExists",
                                409,
                                "The requested bucket name is not available. The bucket namespace is shared"
                                        + " by all users of the system. Please select a different name and"
                                        + " try again.")
                        .with("BucketName", bucket));
    }

    public static S3Exception bucketAlreadyOwnedByYou(String bucket) {
        return thrown(
                BucketAlreadyOwnedByYouException.builder(),
                AwsFault.of(
                                "BucketAlreadyOwnedByYou",
                                409,
                                "Your previous request to create the named bucket succeeded and you already"
                                        + " own it.")
                        .with("BucketName", bucket));
    }

    public static S3Exception bucketNotEmpty(String bucket) {
        return of(
                AwsFault.of("BucketNotEmpty", 409, "The bucket you tried to delete is not empty")
                        .with("BucketName", bucket));
    }

    public static S3Exception invalidBucketName(String bucket) {
        return of(
                AwsFault.of("InvalidBucketName", 400, "The specified bucket is not valid.")
                        .with("BucketName", bucket));
    }

    public static S3Exception operationAborted() {
        return of(
                AwsFault.of(
                        "OperationAborted",
                        409,
                        "A conflicting conditional operation is currently in progress against this"
                                + " resource. Please try again."));
    }

    public static S3Exception invalidLocationConstraint(String constraint) {
        return of(
                AwsFault.of(
                                "InvalidLocationConstraint",
                                400,
                                "The specified location-constraint is not valid")
                        .with("LocationConstraint", constraint));
    }

    public static S3Exception illegalLocationConstraint(String constraint) {
        return of(
                AwsFault.of(
                        "IllegalLocationConstraintException",
                        400,
                        "The "
                                + constraint
                                + " location constraint is incompatible for the region specific endpoint"
                                + " this request was sent to."));
    }

    /**
     * @param code of a setting that the bucket hasn't got, such as {@code NoSuchTagSet}
     */
    public static S3Exception notConfigured(String code, String message, String bucket) {
        return of(AwsFault.of(code, 404, message).with("BucketName", bucket));
    }

    public static S3Exception aclNotSupported() {
        return of(
                AwsFault.of(
                        "AccessControlListNotSupported", 400, "The bucket does not allow ACLs"));
    }

    // Objects

    public static S3Exception invalidStorageClass(String name) {
        return of(
                AwsFault.of(
                                "InvalidStorageClass",
                                400,
                                "The storage class you specified is not valid")
                        .with("StorageClassRequested", name));
    }

    public static S3Exception noSuchKey(String key) {
        return thrown(
                NoSuchKeyException.builder(),
                AwsFault.of("NoSuchKey", 404, "The specified key does not exist.")
                        .with("Key", key));
    }

    public static S3Exception keyTooLong(int bytes, int limit) {
        return of(
                AwsFault.of("KeyTooLongError", 400, "Your key is too long")
                        .with("Size", Integer.toString(bytes))
                        .with("MaxSizeAllowed", Integer.toString(limit)));
    }

    public static S3Exception notModified() {
        return of(AwsFault.of("NotModified", 304, "Not Modified"));
    }

    public static S3Exception preconditionFailed(String condition) {
        return of(
                AwsFault.of(
                                "PreconditionFailed",
                                412,
                                "At least one of the pre-conditions you specified did not hold")
                        .with("Condition", condition));
    }

    public static S3Exception invalidRange(String range, long length) {
        return of(
                AwsFault.of("InvalidRange", 416, "The requested range is not satisfiable")
                        .with("RangeRequested", range)
                        .with("ActualObjectSize", Long.toString(length)));
    }

    public static S3Exception invalidPartNumber(int number, int parts) {
        return of(
                AwsFault.of("InvalidPartNumber", 416, "The requested partnumber is not satisfiable")
                        .with("PartNumberRequested", Integer.toString(number))
                        .with("ActualPartCount", Integer.toString(parts)));
    }

    // Bodies

    public static S3Exception badDigest(String expected, String calculated) {
        return of(
                AwsFault.of(
                                "BadDigest",
                                400,
                                "The Content-MD5 you specified did not match what we received.")
                        .with("ExpectedDigest", expected)
                        .with("CalculatedDigest", calculated));
    }

    public static S3Exception badChecksum(String algorithm) {
        return of(
                AwsFault.of(
                        "BadDigest",
                        400,
                        "The "
                                + algorithm
                                + " you specified did not match the calculated checksum."));
    }

    public static S3Exception invalidDigest(String digest) {
        return of(
                AwsFault.of("InvalidDigest", 400, "The Content-MD5 you specified was invalid.")
                        .with("Content-MD5", digest));
    }

    public static S3Exception incompleteBody() {
        return of(
                AwsFault.of(
                        "IncompleteBody",
                        400,
                        "You did not provide the number of bytes specified by the Content-Length HTTP"
                                + " header"));
    }

    public static S3Exception entityTooLarge(long proposed, long limit) {
        return of(
                AwsFault.of(
                                "EntityTooLarge",
                                400,
                                "Your proposed upload exceeds the maximum allowed size")
                        .with("ProposedSize", Long.toString(proposed))
                        .with("MaxSizeAllowed", Long.toString(limit)));
    }

    public static S3Exception metadataTooLarge(int bytes, int limit) {
        return of(
                AwsFault.of(
                                "MetadataTooLarge",
                                400,
                                "Your metadata headers exceed the maximum allowed metadata size")
                        .with("Size", Integer.toString(bytes))
                        .with("MaxSizeAllowed", Integer.toString(limit)));
    }

    // Multipart uploads

    public static S3Exception noSuchUpload(String upload) {
        return thrown(
                NoSuchUploadException.builder(),
                AwsFault.of(
                                "NoSuchUpload",
                                404,
                                "The specified upload does not exist. The upload ID may be invalid, or the"
                                        + " upload may have been aborted or completed.")
                        .with("UploadId", upload));
    }

    public static S3Exception invalidPart(String upload, int number, String etag) {
        return of(
                AwsFault.of(
                                "InvalidPart",
                                400,
                                "One or more of the specified parts could not be found.  The part may not"
                                        + " have been uploaded, or the specified entity tag may not match"
                                        + " the part's entity tag.")
                        .with("UploadId", upload)
                        .with("PartNumber", Integer.toString(number))
                        .with("ETag", etag));
    }

    public static S3Exception invalidPartOrder(String upload) {
        return of(
                AwsFault.of(
                                "InvalidPartOrder",
                                400,
                                "The list of parts was not in ascending order. Parts must be ordered by"
                                        + " part number.")
                        .with("UploadId", upload));
    }

    public static S3Exception entityTooSmall(long proposed, long least, int number, String etag) {
        return of(
                AwsFault.of(
                                "EntityTooSmall",
                                400,
                                "Your proposed upload is smaller than the minimum allowed size")
                        .with("ProposedSize", Long.toString(proposed))
                        .with("MinSizeAllowed", Long.toString(least))
                        .with("PartNumber", Integer.toString(number))
                        .with("ETag", etag));
    }

    public static S3Exception malformedXml() {
        return of(
                AwsFault.of(
                        "MalformedXML",
                        400,
                        "The XML you provided was not well-formed or did not validate against our"
                                + " published schema"));
    }

    // Requests

    public static S3Exception invalidArgument(String message, String name, String value) {
        return of(
                AwsFault.of("InvalidArgument", 400, message)
                        .with("ArgumentName", name)
                        .with("ArgumentValue", value));
    }

    public static S3Exception invalidRequest(String message) {
        return thrown(
                InvalidRequestException.builder(), AwsFault.of("InvalidRequest", 400, message));
    }

    public static S3Exception invalidTag(String message) {
        return of(AwsFault.of("InvalidTag", 400, message));
    }

    public static S3Exception tooManyTags(String message) {
        return of(AwsFault.of("BadRequest", 400, message));
    }

    public static S3Exception accessDenied() {
        return thrown(
                AccessDeniedException.builder(), AwsFault.of("AccessDenied", 403, "Access Denied"));
    }

    /**
     * @param header the header or member that asks for what Tule hasn't got
     */
    public static S3Exception notImplemented(String header) {
        return of(
                AwsFault.of(
                                "NotImplemented",
                                501,
                                "A header you provided implies functionality that is not implemented")
                        .with("Header", header));
    }

    // This server

    public static S3Exception internalError() {
        return of(
                AwsFault.of(
                        "InternalError",
                        500,
                        "We encountered an internal error. Please try again."));
    }

    /** A full disk: of the codes that clients know, the one that says to come again later. */
    public static S3Exception diskFull() {
        return of(
                AwsFault.of(
                        "ServiceUnavailable",
                        503,
                        "The server has no room on disk for this. Free some and try again."));
    }

    public static S3Exception slowDown() {
        return of(AwsFault.of("SlowDown", 503, "Please reduce your request rate."));
    }
}
