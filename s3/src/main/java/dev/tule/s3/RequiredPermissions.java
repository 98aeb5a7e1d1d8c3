package dev.tule.s3;

import dev.tule.aws.Permission;
import dev.tule.s3.object.CopySource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.s3.model.Delete;

/**
 * What requests need to be allowed (Service Authorization Reference, "Actions, resources, and
 * condition keys for Amazon S3"; S3 User Guide, "Required permissions for Amazon S3 API
 * operations"). S3's actions say what is done rather than how: a part that is uploaded is put.
 */
final class RequiredPermissions {
    private static final String OBJECTS = "arn:aws:s3:::";

    /** The actions of operations that aren't called as they are. */
    private static final Map<String, String> ACTIONS =
            Map.ofEntries(
                    Map.entry("CompleteMultipartUpload", "PutObject"),
                    Map.entry("CopyObject", "PutObject"),
                    Map.entry("CreateMultipartUpload", "PutObject"),
                    Map.entry("DeleteBucketCors", "PutBucketCORS"),
                    Map.entry("DeleteBucketEncryption", "PutEncryptionConfiguration"),
                    Map.entry("DeleteBucketLifecycle", "PutLifecycleConfiguration"),
                    Map.entry("DeleteBucketTagging", "PutBucketTagging"),
                    Map.entry("DeleteObjects", "DeleteObject"),
                    Map.entry("GetBucketAccelerateConfiguration", "GetAccelerateConfiguration"),
                    Map.entry("GetBucketCors", "GetBucketCORS"),
                    Map.entry("GetBucketEncryption", "GetEncryptionConfiguration"),
                    Map.entry("GetBucketLifecycleConfiguration", "GetLifecycleConfiguration"),
                    Map.entry("GetBucketNotificationConfiguration", "GetBucketNotification"),
                    Map.entry("GetBucketReplication", "GetReplicationConfiguration"),
                    Map.entry("GetObjectLockConfiguration", "GetBucketObjectLockConfiguration"),
                    Map.entry("GetPublicAccessBlock", "GetBucketPublicAccessBlock"),
                    Map.entry("HeadBucket", "ListBucket"),
                    Map.entry("HeadObject", "GetObject"),
                    Map.entry("ListBuckets", "ListAllMyBuckets"),
                    Map.entry("ListMultipartUploads", "ListBucketMultipartUploads"),
                    Map.entry("ListObjectVersions", "ListBucketVersions"),
                    Map.entry("ListObjects", "ListBucket"),
                    Map.entry("ListObjectsV2", "ListBucket"),
                    Map.entry("ListParts", "ListMultipartUploadParts"),
                    Map.entry("PutBucketCors", "PutBucketCORS"),
                    Map.entry("PutBucketEncryption", "PutEncryptionConfiguration"),
                    Map.entry("PutBucketLifecycleConfiguration", "PutLifecycleConfiguration"),
                    Map.entry("PutBucketNotificationConfiguration", "PutBucketNotification"),
                    Map.entry("UploadPart", "PutObject"),
                    Map.entry("UploadPartCopy", "PutObject"));

    private static final Set<String> WRITES =
            Set.of("PutObject", "CopyObject", "CreateMultipartUpload");

    /** Condition keys of listings, and the members that they are. */
    private static final Map<String, String> LISTING_KEYS =
            Map.of("s3:prefix", "Prefix", "s3:delimiter", "Delimiter", "s3:max-keys", "MaxKeys");

    /** Condition keys of what writes objects, and the members that they are. */
    private static final Map<String, String> WRITING_KEYS =
            Map.of(
                    "s3:x-amz-acl", "ACL",
                    "s3:x-amz-copy-source", "CopySource",
                    "s3:x-amz-metadata-directive", "MetadataDirective",
                    "s3:x-amz-server-side-encryption", "ServerSideEncryption",
                    "s3:x-amz-storage-class", "StorageClass");

    private RequiredPermissions() {}

    static List<Permission> of(String operation, SdkRequest request) {
        String action = "s3:" + ACTIONS.getOrDefault(operation, operation);
        List<Permission> needed = new ArrayList<>();
        Optional<String> bucket = member(request, "Bucket");
        for (String resource : resources(bucket, request)) {
            needed.add(new Permission(action, resource, keys(operation, request)));
        }
        member(request, "CopySource")
                .flatMap(RequiredPermissions::source)
                .ifPresent(source -> needed.add(new Permission("s3:GetObject", source)));
        if (operation.equals("GetObjectAttributes")) {
            needed.add(new Permission("s3:GetObject", needed.getFirst().resource()));
        }
        if (WRITES.contains(operation)) {
            also("s3:PutObjectAcl", member(request, "ACL"), needed);
            also("s3:PutObjectTagging", member(request, "Tagging"), needed);
        }
        return needed;
    }

    /** Adds an action on the same object, if the request has what takes it. */
    private static void also(String action, Optional<String> given, List<Permission> needed) {
        given.ifPresent(_ -> needed.add(new Permission(action, needed.getFirst().resource())));
    }

    /** Each object that is named, else the bucket, else nothing in particular. */
    private static List<String> resources(Optional<String> bucket, SdkRequest request) {
        if (bucket.isEmpty()) {
            return List.of(Permission.ANY);
        }
        String arn = OBJECTS + bucket.get();
        Optional<Delete> delete = request.getValueForField("Delete", Delete.class);
        if (delete.isPresent() && !delete.get().objects().isEmpty()) {
            return delete.get().objects().stream().map(each -> arn + "/" + each.key()).toList();
        }
        return List.of(member(request, "Key").map(key -> arn + "/" + key).orElse(arn));
    }

    private static Map<String, List<String>> keys(String operation, SdkRequest request) {
        Map<String, String> members =
                operation.startsWith("List")
                        ? LISTING_KEYS
                        : WRITES.contains(operation) ? WRITING_KEYS : Map.of();
        Map<String, List<String>> keys = new HashMap<>();
        members.forEach(
                (key, name) ->
                        keys.put(key, member(request, name).map(List::of).orElse(List.of())));
        return keys;
    }

    /** A member as text; empty where the request hasn't it. */
    private static Optional<String> member(SdkRequest request, String name) {
        return request.getValueForField(name, Object.class).map(Object::toString);
    }

    /** What is copied; empty where it can't be read, as the operation then says itself. */
    private static Optional<String> source(String header) {
        try {
            CopySource source = CopySource.of(header, null, null, null);
            return Optional.of(OBJECTS + source.bucket() + "/" + source.key());
        } catch (AwsServiceException unreadable) {
            return Optional.empty();
        }
    }
}
