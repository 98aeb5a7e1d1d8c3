package dev.tule.s3.multipart;

import dev.tule.s3.bucket.BucketOperations;
import dev.tule.s3.bucket.Home;
import dev.tule.s3.fault.Faults;
import dev.tule.s3.object.Body;
import dev.tule.s3.object.ByteRange;
import dev.tule.s3.object.Checksums;
import dev.tule.s3.object.Contents;
import dev.tule.s3.object.CopySource;
import dev.tule.s3.object.ObjectKey;
import dev.tule.s3.object.ObjectReader;
import dev.tule.s3.object.ObjectWriteOperations;
import dev.tule.s3.object.ObjectWriter;
import dev.tule.s3.object.OpenObject;
import dev.tule.s3.object.Part;
import dev.tule.s3.object.ReadConditions;
import dev.tule.s3.object.Removal;
import dev.tule.s3.object.Upload;
import dev.tule.s3.row.Keys;
import dev.tule.store.Key;
import dev.tule.store.Store;
import dev.tule.store.Transaction;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Takes in parts. Safe for use by many threads. */
public final class PartOperations {
    private final BucketOperations buckets;
    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final Contents contents;
    private final Store store;

    public PartOperations(
            BucketOperations buckets,
            ObjectReader reader,
            ObjectWriter writer,
            Contents contents,
            Store store) {
        this.buckets = buckets;
        this.reader = reader;
        this.writer = writer;
        this.contents = contents;
        this.store = store;
    }

    public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody content) {
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        if (request.sseCustomerAlgorithm() != null) {
            throw Faults.notImplemented("x-amz-server-side-encryption-customer-algorithm");
        }
        int number = Completion.checked(request.partNumber());
        Uploads.Name name =
                new Uploads.Name(home, ObjectKey.checked(request.key()), request.uploadId());
        Checksums checksums = checksums(name, request, request.contentMD5());
        try (Body body = ObjectWriteOperations.body(content)) {
            Part part = write(name, number, checksums, body);
            UploadPartResponse.Builder response =
                    UploadPartResponse.builder().eTag(part.quotedEtag());
            Checksums.set(response, part.checksum());
            return response.build();
        }
    }

    public UploadPartCopyResponse uploadPartCopy(UploadPartCopyRequest request) {
        Home home = buckets.find(request.destinationBucket(), request.expectedBucketOwner());
        int number = Completion.checked(request.partNumber());
        Uploads.Name name =
                new Uploads.Name(
                        home, ObjectKey.checked(request.destinationKey()), request.uploadId());
        Checksums checksums = checksums(name, request, null);
        CopySource source =
                CopySource.of(
                        header(request),
                        request.sourceBucket(),
                        request.sourceKey(),
                        request.sourceVersionId());
        Home from = buckets.find(source.bucket(), request.expectedSourceBucketOwner());
        ReadConditions conditions =
                new ReadConditions(
                        request.copySourceIfMatch(),
                        request.copySourceIfNoneMatch(),
                        request.copySourceIfModifiedSince(),
                        request.copySourceIfUnmodifiedSince());
        try (OpenObject open = reader.open(from, source.key(), conditions::checkSource)) {
            ByteRange range = range(request.copySourceRange(), open.object().length());
            Part part = write(name, number, checksums, open, range);
            CopyPartResult.Builder result =
                    CopyPartResult.builder().eTag(part.quotedEtag()).lastModified(part.modified());
            Checksums.set(result, part.checksum());
            return UploadPartCopyResponse.builder().copyPartResult(result.build()).build();
        }
    }

    @SuppressWarnings("deprecation") // for those who send requests; on the wire it is this
    private static @Nullable String header(UploadPartCopyRequest request) {
        return request.copySource();
    }

    private Part write(
            Uploads.Name name, int number, Checksums checksums, OpenObject open, ByteRange range) {
        try (Body body =
                new Body(
                        open.read(range.offset(), range.count()), OptionalLong.of(range.count()))) {
            return write(name, number, checksums, body);
        } catch (IOException e) {
            throw ObjectReader.broken(e);
        }
    }

    /** Unlike a GET's range, one of a copy must lie within the object. */
    private static ByteRange range(@Nullable String header, long length) {
        if (header == null) {
            return ByteRange.whole(length);
        }
        return ByteRange.within(header, length)
                .orElseThrow(
                        () ->
                                Faults.invalidArgument(
                                        "The x-amz-copy-source-range value must be of the form"
                                                + " bytes=first-last where first and last are the"
                                                + " zero-based offsets of the first and last bytes"
                                                + " to copy",
                                        "x-amz-copy-source-range",
                                        header));
    }

    private Checksums checksums(
            Uploads.Name name, SdkRequest request, @Nullable String contentMd5) {
        UploadChecksum upload =
                store.read(name.home().shard(), snapshot -> Uploads.require(snapshot, name))
                        .checksum();
        return Checksums.ofPart(request, contentMd5, upload.algorithm(), upload.chosen());
    }

    private Part write(Uploads.Name name, int number, Checksums checksums, Body body) {
        try (Upload upload = contents.upload(name.home().shard())) {
            upload.takePart(body, checksums.algorithms());
            Part part =
                    new Part(
                            number,
                            upload.blob(),
                            upload.content().length(),
                            upload.digests().md5(),
                            writer.now(),
                            checksums.verify(upload.digests()));
            Optional<Removal> replaced =
                    upload.commit(
                            () -> store.transact(name.home().shard(), tx -> put(tx, name, part)));
            replaced.ifPresent(contents::free);
            return part;
        }
    }

    private static Optional<Removal> put(Transaction tx, Uploads.Name name, Part part) {
        MultipartUpload upload = Uploads.require(tx, name);
        Key key = Keys.part(upload.id(), part.number());
        Optional<Removal> replaced =
                tx.get(key)
                        .map(Part::decode)
                        .map(old -> new Removal(upload.id(), List.of(old.blob()), null));
        tx.put(key, part.encode());
        return replaced;
    }
}
