package dev.tule.s3.object;

import dev.tule.s3.bucket.Bucket;
import dev.tule.s3.bucket.BucketDirectory;
import dev.tule.s3.bucket.BucketOperations;
import dev.tule.s3.bucket.Home;
import dev.tule.s3.fault.Faults;
import dev.tule.s3.fault.Statuses;
import dev.tule.s3.tag.Tags;
import dev.tule.store.Store;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingResponse;

/** The operations on objects' tags. Safe for use by many threads. */
public final class ObjectTaggingOperations {
    private final BucketOperations buckets;
    private final ObjectReader reader;
    private final Store store;

    public ObjectTaggingOperations(BucketOperations buckets, ObjectReader reader, Store store) {
        this.buckets = buckets;
        this.reader = reader;
        this.store = store;
    }

    public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        ObjectKey.requireNullVersion(request.versionId());
        StoredObject object = reader.find(home, request.key());
        return GetObjectTaggingResponse.builder()
                .tagSet(Tags.list(object.attributes().tags()))
                .build();
    }

    public PutObjectTaggingResponse putObjectTagging(PutObjectTaggingRequest request) {
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        ObjectKey.requireNullVersion(request.versionId());
        change(home, request.key(), Tags.of(request.tagging(), Tags.OBJECT_LIMIT));
        return PutObjectTaggingResponse.builder().build();
    }

    public DeleteObjectTaggingResponse deleteObjectTagging(DeleteObjectTaggingRequest request) {
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        ObjectKey.requireNullVersion(request.versionId());
        change(home, request.key(), Map.of());
        return Statuses.noContent(DeleteObjectTaggingResponse.builder()).build();
    }

    private void change(Home home, String key, Map<String, String> tags) {
        store.change(
                home.shard(),
                tx -> {
                    Bucket bucket = BucketDirectory.require(tx, home);
                    StoredObject object =
                            ObjectRows.find(tx, bucket, key)
                                    .orElseThrow(() -> Faults.noSuchKey(key));
                    ObjectRows.put(
                            tx,
                            bucket,
                            key,
                            object.withAttributes(object.attributes().withTags(tags)));
                });
    }
}
