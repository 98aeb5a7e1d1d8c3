package dev.tule.s3.object;

import dev.tule.s3.bucket.BucketOperations;
import dev.tule.s3.bucket.Home;
import dev.tule.s3.checksum.Algorithm;
import dev.tule.s3.fault.Faults;
import dev.tule.s3.fault.Statuses;
import dev.tule.s3.tag.Tags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Error;

/** The operations that write or remove objects. Safe for use by many threads. */
public final class ObjectWriteOperations {
    private static final int DELETE_LIMIT = 1_000;
    private static final int DELETE_BATCH = 100;
    private static final long COPY_LIMIT_BYTES = 5L << 30;

    private final BucketOperations buckets;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    public ObjectWriteOperations(
            BucketOperations buckets, ObjectReader reader, ObjectWriter writer) {
        this.buckets = buckets;
        this.reader = reader;
        this.writer = writer;
    }

    public PutObjectResponse putObject(PutObjectRequest request, RequestBody content) {
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        RequestAttributes.refuseUnsupported(request);
        ObjectWriter.Draft draft =
                new ObjectWriter.Draft(
                        home,
                        ObjectKey.checked(request.key()),
                        Checksums.of(
                                request,
                                request.contentMD5(),
                                request.checksumAlgorithmAsString(),
                                null),
                        RequestAttributes.of(request),
                        new WriteConditions(request.ifMatch(), request.ifNoneMatch()));
        try (Body body = body(content)) {
            StoredObject object = writer.write(draft, body);
            PutObjectResponse.Builder response =
                    PutObjectResponse.builder().eTag(object.quotedEtag());
            Checksums.set(response, object.checksum());
            return response.build();
        }
    }

    /** The body of an upload, as long as the client said it would be. */
    public static Body body(RequestBody content) {
        return new Body(
                content.contentStreamProvider().newStream(),
                content.optionalContentLength().map(OptionalLong::of).orElse(OptionalLong.empty()));
    }

    public CopyObjectResponse copyObject(CopyObjectRequest request) {
        Home to = buckets.find(request.destinationBucket(), request.expectedBucketOwner());
        String key = ObjectKey.checked(request.destinationKey());
        RequestAttributes.refuseUnsupported(request);
        CopySource source =
                CopySource.of(
                        header(request),
                        request.sourceBucket(),
                        request.sourceKey(),
                        request.sourceVersionId());
        Home from = buckets.find(source.bucket(), request.expectedSourceBucketOwner());
        refuseCopyToItself(request, source, key);
        ReadConditions conditions =
                new ReadConditions(
                        request.copySourceIfMatch(),
                        request.copySourceIfNoneMatch(),
                        request.copySourceIfModifiedSince(),
                        request.copySourceIfUnmodifiedSince());
        try (OpenObject open = reader.open(from, source.key(), conditions::checkSource)) {
            StoredObject object = open.object();
            requireCopiable(object.length());
            Algorithm kept = object.checksum() == null ? null : object.checksum().algorithm();
            ObjectWriter.Draft draft =
                    new ObjectWriter.Draft(
                            to,
                            key,
                            Checksums.of(request, null, request.checksumAlgorithmAsString(), kept),
                            copied(object.attributes(), request),
                            new WriteConditions(request.ifMatch(), request.ifNoneMatch()));
            StoredObject copy = write(draft, open);
            CopyObjectResult.Builder result =
                    CopyObjectResult.builder()
                            .eTag(copy.quotedEtag())
                            .lastModified(copy.modified());
            Checksums.set(result, copy.checksum());
            return CopyObjectResponse.builder().copyObjectResult(result.build()).build();
        }
    }

    @SuppressWarnings("deprecation") // for those who send requests; on the wire it is this
    private static @Nullable String header(CopyObjectRequest request) {
        return request.copySource();
    }

    private StoredObject write(ObjectWriter.Draft draft, OpenObject open) {
        long length = open.object().length();
        try (Body body = new Body(open.read(0, length), OptionalLong.of(length))) {
            return writer.write(draft, body);
        } catch (IOException e) {
            throw ObjectReader.broken(e);
        }
    }

    static void requireCopiable(long length) {
        if (length > COPY_LIMIT_BYTES) {
            throw Faults.invalidRequest(
                    "The specified copy source is larger than the maximum allowable size for a"
                            + " copy source: "
                            + COPY_LIMIT_BYTES);
        }
    }

    private static void refuseCopyToItself(
            CopyObjectRequest request, CopySource source, String key) {
        boolean itself =
                source.bucket().equals(request.destinationBucket()) && source.key().equals(key);
        if (itself
                && !replaces(request.metadataDirectiveAsString())
                && request.storageClassAsString() == null
                && request.websiteRedirectLocation() == null) {
            throw Faults.invalidRequest(
                    "This copy request is illegal because it is trying to copy an object to itself"
                            + " without changing the object's metadata, storage class, website"
                            + " redirect location or encryption attributes.");
        }
    }

    private static ObjectAttributes copied(ObjectAttributes source, CopyObjectRequest request) {
        ObjectAttributes asked = RequestAttributes.of(request);
        ObjectAttributes copied =
                replaces(request.metadataDirectiveAsString())
                        ? asked
                        : source.withWebsiteRedirectLocation(request.websiteRedirectLocation())
                                .withStorageClass(asked.storageClass());
        return copied.withTags(
                replaces(request.taggingDirectiveAsString())
                        ? Tags.ofHeader(request.tagging())
                        : source.tags());
    }

    private static boolean replaces(@Nullable String directive) {
        if (directive == null || directive.equals("COPY")) {
            return false;
        }
        if (directive.equals("REPLACE")) {
            return true;
        }
        throw Faults.invalidArgument("Unknown metadata directive.", "directive", directive);
    }

    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        ObjectKey.requireNullVersion(request.versionId());
        if (request.ifMatchLastModifiedTime() != null || request.ifMatchSize() != null) {
            throw Faults.notImplemented("x-amz-if-match-last-modified-time");
        }
        writer.delete(
                home,
                List.of(ObjectKey.checked(request.key())),
                new WriteConditions(request.ifMatch(), null));
        return Statuses.noContent(DeleteObjectResponse.builder()).build();
    }

    public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
        Home home = buckets.require(request.bucket(), request.expectedBucketOwner());
        if (request.delete() == null
                || request.delete().objects().isEmpty()
                || request.delete().objects().size() > DELETE_LIMIT) {
            throw Faults.malformedXml();
        }
        List<ObjectIdentifier> objects = request.delete().objects();
        List<S3Error> errors = new ArrayList<>();
        List<ObjectIdentifier> deleted = new ArrayList<>();
        for (int i = 0; i < objects.size(); i += DELETE_BATCH) {
            List<ObjectIdentifier> batch =
                    objects.subList(i, Math.min(i + DELETE_BATCH, objects.size()));
            delete(home, batch, deleted, errors);
        }
        DeleteObjectsResponse.Builder response = DeleteObjectsResponse.builder().errors(errors);
        if (!Boolean.TRUE.equals(request.delete().quiet())) {
            response.deleted(
                    deleted.stream()
                            .map(o -> DeletedObject.builder().key(o.key()).build())
                            .toList());
        }
        return response.build();
    }

    /** Together where nothing is special about them, else one by one: each answers for itself. */
    private void delete(
            Home home,
            List<ObjectIdentifier> batch,
            List<ObjectIdentifier> deleted,
            List<S3Error> errors) {
        if (batch.stream().allMatch(ObjectWriteOperations::isPlain)) {
            try {
                writer.delete(
                        home,
                        batch.stream().map(ObjectIdentifier::key).toList(),
                        WriteConditions.NONE);
                deleted.addAll(batch);
                return;
            } catch (dev.tule.store.LimitExceeded e) {
                // Some have too many parts for one transaction.
                System.getLogger(getClass().getName())
                        .log(System.Logger.Level.DEBUG, "deleting one by one", e);
            }
        }
        for (ObjectIdentifier object : batch) {
            Optional<S3Error> error = delete(home, object);
            error.ifPresentOrElse(errors::add, () -> deleted.add(object));
        }
    }

    private static boolean isPlain(ObjectIdentifier object) {
        return object.versionId() == null
                && object.eTag() == null
                && object.lastModifiedTime() == null
                && object.size() == null
                && object.key() != null
                && !object.key().isEmpty();
    }

    private Optional<S3Error> delete(Home home, ObjectIdentifier object) {
        try {
            ObjectKey.requireNullVersion(object.versionId());
            if (object.lastModifiedTime() != null || object.size() != null) {
                throw Faults.notImplemented("Size");
            }
            String key = ObjectKey.checked(Objects.requireNonNullElse(object.key(), ""));
            writer.delete(home, List.of(key), new WriteConditions(object.eTag(), null));
            return Optional.empty();
        } catch (AwsServiceException e) {
            return Optional.of(
                    S3Error.builder()
                            .key(object.key())
                            .versionId(object.versionId())
                            .code(e.awsErrorDetails().errorCode())
                            .message(e.awsErrorDetails().errorMessage())
                            .build());
        }
    }
}
