package dev.tule.aws.frontdoor;

import java.util.Map;

/**
 * The IAM action that an operation needs (Service Authorization Reference): its own name, mostly.
 * S3 asks for what is done rather than for how.
 */
final class IamActions {
    private static final Map<String, String> S3 =
            Map.ofEntries(
                    Map.entry("AbortMultipartUpload", "AbortMultipartUpload"),
                    Map.entry("CompleteMultipartUpload", "PutObject"),
                    Map.entry("CopyObject", "PutObject"),
                    Map.entry("CreateMultipartUpload", "PutObject"),
                    Map.entry("DeleteBucketCors", "PutBucketCORS"),
                    Map.entry("DeleteBucketEncryption", "PutEncryptionConfiguration"),
                    Map.entry("DeleteBucketLifecycle", "PutLifecycleConfiguration"),
                    Map.entry("DeleteBucketTagging", "PutBucketTagging"),
                    Map.entry("DeleteObjects", "DeleteObject"),
                    Map.entry("GetBucketCors", "GetBucketCORS"),
                    Map.entry("GetBucketEncryption", "GetEncryptionConfiguration"),
                    Map.entry("GetBucketLifecycleConfiguration", "GetLifecycleConfiguration"),
                    Map.entry("GetBucketNotificationConfiguration", "GetBucketNotification"),
                    Map.entry("HeadBucket", "ListBucket"),
                    Map.entry("HeadObject", "GetObject"),
                    Map.entry("ListBuckets", "ListAllMyBuckets"),
                    Map.entry("ListMultipartUploads", "ListBucketMultipartUploads"),
                    Map.entry("ListObjects", "ListBucket"),
                    Map.entry("ListObjectsV2", "ListBucket"),
                    Map.entry("ListObjectVersions", "ListBucketVersions"),
                    Map.entry("ListParts", "ListMultipartUploadParts"),
                    Map.entry("PutBucketCors", "PutBucketCORS"),
                    Map.entry("PutBucketEncryption", "PutEncryptionConfiguration"),
                    Map.entry("PutBucketLifecycleConfiguration", "PutLifecycleConfiguration"),
                    Map.entry("PutBucketNotificationConfiguration", "PutBucketNotification"),
                    Map.entry("UploadPart", "PutObject"),
                    Map.entry("UploadPartCopy", "PutObject"));

    private IamActions() {}

    /** Such as {@code s3:GetObject} or {@code cloudwatch:PutMetricAlarm}. */
    static String of(String signingName, String operation) {
        return switch (signingName) {
            case "s3" -> "s3:" + S3.getOrDefault(operation, operation);
            case "monitoring" -> "cloudwatch:" + operation;
            default -> signingName + ":" + operation;
        };
    }
}
