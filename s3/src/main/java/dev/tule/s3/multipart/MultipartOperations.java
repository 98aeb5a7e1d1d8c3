package dev.tule.s3.multipart;

import dev.tule.s3.bucket.Bucket;
import dev.tule.s3.bucket.BucketDirectory;
import dev.tule.s3.bucket.BucketOperations;
import dev.tule.s3.bucket.Home;
import dev.tule.s3.checksum.Algorithm;
import dev.tule.s3.fault.Faults;
import dev.tule.s3.fault.Statuses;
import dev.tule.s3.object.Checksums;
import dev.tule.s3.object.Contents;
import dev.tule.s3.object.ObjectKey;
import dev.tule.s3.object.ObjectRows;
import dev.tule.s3.object.ObjectWriter;
import dev.tule.s3.object.Part;
import dev.tule.s3.object.Parts;
import dev.tule.s3.object.Removal;
import dev.tule.s3.object.RequestAttributes;
import dev.tule.s3.object.StoredObject;
import dev.tule.s3.object.WriteConditions;
import dev.tule.s3.row.Ids;
import dev.tule.s3.row.Keys;
import dev.tule.store.Store;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;

/** Starts, completes and aborts uploads. Safe for use by many threads. */
public final class MultipartOperations {
    private final BucketOperations buckets;
    private final ObjectWriter writer;
    private final Uploads uploads;
    private final Contents contents;
    private final Store store;
    private final Ids ids;

    public MultipartOperations(
            BucketOperations buckets,
            ObjectWriter writer,
            Uploads uploads,
            Contents contents,
            Store store,
            Ids ids) {
        this.buckets = buckets;
        this.writer = writer;
        this.uploads = uploads;
        this.contents = contents;
        this.store = store;
        this.ids = ids;
    }

    public CreateMultipartUploadResponse createMultipartUpload(
            CreateMultipartUploadRequest request) {
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        String key = ObjectKey.checked(request.key());
        RequestAttributes.refuseUnsupported(request);
        UUID id = ids.next();
        MultipartUpload upload =
                new MultipartUpload(
                        id,
                        writer.now(),
                        UploadChecksum.of(
                                request.checksumAlgorithmAsString(),
                                request.checksumTypeAsString()),
                        RequestAttributes.of(request));
        store.change(
                home.shard(),
                tx -> {
                    Bucket bucket = BucketDirectory.require(tx, home);
                    tx.put(Keys.upload(bucket.id(), key, id), upload.encode());
                });
        return CreateMultipartUploadResponse.builder()
                .bucket(request.bucket())
                .key(key)
                .uploadId(Ids.text(id))
                .checksumAlgorithm(upload.checksum().shownAlgorithm())
                .checksumType(upload.checksum().shownType())
                .build();
    }

    /** An object, and what to free now that it is there. */
    private record Completed(StoredObject object, List<Removal> removed) {}

    public CompleteMultipartUploadResponse completeMultipartUpload(
            CompleteMultipartUploadRequest request) {
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        if (request.multipartUpload() == null) {
            throw Faults.malformedXml();
        }
        WriteConditions conditions = new WriteConditions(request.ifMatch(), request.ifNoneMatch());
        Completed completed =
                store.transact(home.shard(), tx -> complete(tx, home, request, conditions));
        completed.removed.forEach(contents::free);
        StoredObject object = completed.object;
        CompleteMultipartUploadResponse.Builder response =
                CompleteMultipartUploadResponse.builder()
                        .bucket(request.bucket())
                        .key(request.key())
                        .location("/" + request.bucket() + "/" + request.key())
                        .eTag(object.quotedEtag());
        Checksums.set(response, object.checksum());
        return response.build();
    }

    private Completed complete(
            Transaction tx,
            Home home,
            CompleteMultipartUploadRequest request,
            WriteConditions conditions) {
        String key = request.key();
        Uploads.Name name = new Uploads.Name(home, key, request.uploadId());
        Bucket bucket = BucketDirectory.require(tx, home);
        UUID id = Uploads.id(name);
        if (tx.get(Keys.upload(bucket.id(), key, id)).isEmpty()) {
            // Completed already: the client that heard nothing of it asks again.
            StoredObject object =
                    ObjectRows.find(tx, bucket, key)
                            .filter(current -> current.content().id().equals(id))
                            .orElseThrow(() -> Faults.noSuchUpload(request.uploadId()));
            return new Completed(object, List.of());
        }
        MultipartUpload upload = Uploads.require(tx, name);
        List<CompletedPart> wanted = request.multipartUpload().parts();
        Completion completion = Completion.of(request.uploadId(), wanted, Parts.of(tx, id));
        StoredObject object = completion.object(upload, writer.now());
        requireAsSaid(request, upload, object);
        conditions.check(key, ObjectRows.find(tx, bucket, key));
        List<Removal> removed = new ArrayList<>();
        writer.replace(tx, home, key, object).ifPresent(removed::add);
        for (Part unused : completion.unused()) {
            tx.delete(Keys.part(id, unused.number()));
            removed.add(new Removal(id, List.of(unused.blob()), null));
        }
        tx.delete(Keys.upload(bucket.id(), key, id));
        return new Completed(object, removed);
    }

    /** Checks the object against the checksum, its type and the length that the client gave. */
    private static void requireAsSaid(
            CompleteMultipartUploadRequest request, MultipartUpload upload, StoredObject object) {
        Long length = request.mpuObjectSize();
        if (length != null && length != object.length()) {
            throw Faults.invalidRequest(
                    "The provided 'x-amz-mp-object-size' header does not match the combined size"
                            + " of the parts.");
        }
        String type = request.checksumTypeAsString();
        if (type != null && !type.equals(upload.checksum().type().toString())) {
            throw Faults.invalidRequest(
                    "The upload was created using a different checksum type than " + type + ".");
        }
        Checksums.given(request)
                .forEach(
                        (algorithm, value) -> {
                            if (!isSame(object, algorithm, value)) {
                                throw Faults.badChecksum(algorithm.name());
                            }
                        });
    }

    private static boolean isSame(StoredObject object, Algorithm algorithm, String value) {
        var checksum = object.checksum();
        return checksum != null
                && checksum.algorithm() == algorithm
                && bare(checksum.value()).equals(bare(value));
    }

    /** Without the number of parts, which clients may leave out. */
    private static String bare(String checksum) {
        int dash = checksum.indexOf('-');
        return dash < 0 ? checksum : checksum.substring(0, dash);
    }

    public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        uploads.abort(new Uploads.Name(home, request.key(), request.uploadId()));
        return Statuses.noContent(AbortMultipartUploadResponse.builder()).build();
    }
}
