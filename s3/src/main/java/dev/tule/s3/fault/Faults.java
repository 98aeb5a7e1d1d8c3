package dev.tule.s3.fault;

import dev.tule.aws.AwsFault;

/** The faults that S3 answers with. */
public final class Faults {
    private Faults() {}

    // Buckets

    public static AwsFault noSuchBucket(String bucket) {
        return AwsFault.of("NoSuchBucket", 404, "The specified bucket does not exist")
                .with("BucketName", bucket);
    }

    public static AwsFault bucketAlreadyExists(String bucket) {
        return AwsFault.of(
                        "BucketAlreadyExists",
                        409,
                        "The requested bucket name is not available. The bucket namespace is shared"
                                + " by all users of the system. Please select a different name and"
                                + " try again.")
                .with("BucketName", bucket);
    }

    public static AwsFault bucketAlreadyOwnedByYou(String bucket) {
        return AwsFault.of(
                        "BucketAlreadyOwnedByYou",
                        409,
                        "Your previous request to create the named bucket succeeded and you already"
                                + " own it.")
                .with("BucketName", bucket);
    }

    public static AwsFault bucketNotEmpty(String bucket) {
        return AwsFault.of("BucketNotEmpty", 409, "The bucket you tried to delete is not empty")
                .with("BucketName", bucket);
    }

    public static AwsFault invalidBucketName(String bucket) {
        return AwsFault.of("InvalidBucketName", 400, "The specified bucket is not valid.")
                .with("BucketName", bucket);
    }

    public static AwsFault operationAborted() {
        return AwsFault.of(
                "OperationAborted",
                409,
                "A conflicting conditional operation is currently in progress against this"
                        + " resource. Please try again.");
    }

    public static AwsFault invalidLocationConstraint(String constraint) {
        return AwsFault.of(
                        "InvalidLocationConstraint",
                        400,
                        "The specified location-constraint is not valid")
                .with("LocationConstraint", constraint);
    }

    public static AwsFault illegalLocationConstraint(String constraint) {
        return AwsFault.of(
                "IllegalLocationConstraintException",
                400,
                "The "
                        + constraint
                        + " location constraint is incompatible for the region specific endpoint"
                        + " this request was sent to.");
    }

    // Objects

    public static AwsFault noSuchKey(String key) {
        return AwsFault.of("NoSuchKey", 404, "The specified key does not exist.").with("Key", key);
    }

    public static AwsFault noSuchVersion(String key, String version) {
        return AwsFault.of("NoSuchVersion", 404, "The specified version does not exist.")
                .with("Key", key)
                .with("VersionId", version);
    }

    public static AwsFault keyTooLong(int bytes, int limit) {
        return AwsFault.of("KeyTooLongError", 400, "Your key is too long")
                .with("Size", Integer.toString(bytes))
                .with("MaxSizeAllowed", Integer.toString(limit));
    }

    public static AwsFault notModified() {
        return AwsFault.of("NotModified", 304, "Not Modified");
    }

    public static AwsFault preconditionFailed(String condition) {
        return AwsFault.of(
                        "PreconditionFailed",
                        412,
                        "At least one of the pre-conditions you specified did not hold")
                .with("Condition", condition);
    }

    public static AwsFault invalidRange(String range, long length) {
        return AwsFault.of("InvalidRange", 416, "The requested range is not satisfiable")
                .with("RangeRequested", range)
                .with("ActualObjectSize", Long.toString(length));
    }

    public static AwsFault invalidPartNumber(int number, int parts) {
        return AwsFault.of("InvalidPartNumber", 416, "The requested partnumber is not satisfiable")
                .with("PartNumberRequested", Integer.toString(number))
                .with("ActualPartCount", Integer.toString(parts));
    }

    // Bodies

    public static AwsFault badDigest(String expected, String calculated) {
        return AwsFault.of(
                        "BadDigest",
                        400,
                        "The Content-MD5 you specified did not match what we received.")
                .with("ExpectedDigest", expected)
                .with("CalculatedDigest", calculated);
    }

    public static AwsFault badChecksum(String algorithm) {
        return AwsFault.of(
                "BadDigest",
                400,
                "The " + algorithm + " you specified did not match the calculated checksum.");
    }

    public static AwsFault invalidDigest(String digest) {
        return AwsFault.of("InvalidDigest", 400, "The Content-MD5 you specified was invalid.")
                .with("Content-MD5", digest);
    }

    public static AwsFault incompleteBody() {
        return AwsFault.of(
                "IncompleteBody",
                400,
                "You did not provide the number of bytes specified by the Content-Length HTTP"
                        + " header");
    }

    public static AwsFault entityTooLarge(long proposed, long limit) {
        return AwsFault.of(
                        "EntityTooLarge",
                        400,
                        "Your proposed upload exceeds the maximum allowed size")
                .with("ProposedSize", Long.toString(proposed))
                .with("MaxSizeAllowed", Long.toString(limit));
    }

    public static AwsFault metadataTooLarge(int bytes, int limit) {
        return AwsFault.of(
                        "MetadataTooLarge",
                        400,
                        "Your metadata headers exceed the maximum allowed metadata size")
                .with("Size", Integer.toString(bytes))
                .with("MaxSizeAllowed", Integer.toString(limit));
    }

    // Multipart uploads

    public static AwsFault noSuchUpload(String upload) {
        return AwsFault.of(
                        "NoSuchUpload",
                        404,
                        "The specified upload does not exist. The upload ID may be invalid, or the"
                                + " upload may have been aborted or completed.")
                .with("UploadId", upload);
    }

    public static AwsFault invalidPart(String upload, int number, String etag) {
        return AwsFault.of(
                        "InvalidPart",
                        400,
                        "One or more of the specified parts could not be found.  The part may not"
                                + " have been uploaded, or the specified entity tag may not match"
                                + " the part's entity tag.")
                .with("UploadId", upload)
                .with("PartNumber", Integer.toString(number))
                .with("ETag", etag);
    }

    public static AwsFault invalidPartOrder(String upload) {
        return AwsFault.of(
                        "InvalidPartOrder",
                        400,
                        "The list of parts was not in ascending order. Parts must be ordered by"
                                + " part number.")
                .with("UploadId", upload);
    }

    public static AwsFault entityTooSmall(long proposed, long least, int number, String etag) {
        return AwsFault.of(
                        "EntityTooSmall",
                        400,
                        "Your proposed upload is smaller than the minimum allowed size")
                .with("ProposedSize", Long.toString(proposed))
                .with("MinSizeAllowed", Long.toString(least))
                .with("PartNumber", Integer.toString(number))
                .with("ETag", etag);
    }

    public static AwsFault malformedXml() {
        return AwsFault.of(
                "MalformedXML",
                400,
                "The XML you provided was not well-formed or did not validate against our"
                        + " published schema");
    }

    // Requests

    public static AwsFault invalidArgument(String message, String name, String value) {
        return AwsFault.of("InvalidArgument", 400, message)
                .with("ArgumentName", name)
                .with("ArgumentValue", value);
    }

    public static AwsFault invalidRequest(String message) {
        return AwsFault.of("InvalidRequest", 400, message);
    }

    public static AwsFault invalidTag(String message) {
        return AwsFault.of("InvalidTag", 400, message);
    }

    public static AwsFault accessDenied() {
        return AwsFault.of("AccessDenied", 403, "Access Denied");
    }

    /**
     * @param header the header or member that asks for what Tule hasn't got
     */
    public static AwsFault notImplemented(String header) {
        return AwsFault.of(
                        "NotImplemented",
                        501,
                        "A header you provided implies functionality that is not implemented")
                .with("Header", header);
    }

    // This server

    public static AwsFault internalError() {
        return AwsFault.of(
                "InternalError", 500, "We encountered an internal error. Please try again.");
    }

    /** A full disk: of the codes that clients know, the one that says to come again later. */
    public static AwsFault diskFull() {
        return AwsFault.of(
                "ServiceUnavailable",
                503,
                "The server has no room on disk for this. Free some and try again.");
    }

    public static AwsFault slowDown() {
        return AwsFault.of("SlowDown", 503, "Please reduce your request rate.");
    }
}
