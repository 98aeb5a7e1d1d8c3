package dev.tule.s3.object;

import dev.tule.s3.bucket.BucketOperations;
import dev.tule.s3.bucket.Home;
import dev.tule.s3.fault.Faults;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.Checksum;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesParts;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.ObjectPart;

/** GetObjectAttributes. Safe for use by many threads. */
public final class ObjectAttributesOperations {
    private static final int LIMIT = 1_000;

    private final BucketOperations buckets;
    private final ObjectReader reader;

    public ObjectAttributesOperations(BucketOperations buckets, ObjectReader reader) {
        this.buckets = buckets;
        this.reader = reader;
    }

    public GetObjectAttributesResponse getObjectAttributes(GetObjectAttributesRequest request) {
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        ObjectKey.requireNullVersion(request.versionId());
        if (request.objectAttributes().isEmpty()) {
            throw Faults.invalidRequest("The x-amz-object-attributes header is missing.");
        }
        StoredObject object = reader.find(home, ObjectKey.checked(request.key()));
        GetObjectAttributesResponse.Builder response =
                GetObjectAttributesResponse.builder().lastModified(object.modified());
        for (ObjectAttributes attribute : request.objectAttributes()) {
            switch (attribute) {
                case E_TAG -> response.eTag(object.etag()); // here without quotes
                case CHECKSUM -> checksum(object).ifPresent(response::checksum);
                case OBJECT_PARTS -> parts(request, home, object).ifPresent(response::objectParts);
                case STORAGE_CLASS -> response.storageClass(object.attributes().storageClass());
                case OBJECT_SIZE -> response.objectSize(object.length());
                case UNKNOWN_TO_SDK_VERSION ->
                        throw Faults.invalidArgument(
                                "Invalid attribute name specified.",
                                "x-amz-object-attributes",
                                String.join(",", request.objectAttributesAsStrings()));
            }
        }
        return response.build();
    }

    private static Optional<Checksum> checksum(StoredObject object) {
        if (object.checksum() == null) {
            return Optional.empty();
        }
        Checksum.Builder checksum = Checksum.builder();
        Checksums.set(checksum, object.checksum());
        return Optional.of(checksum.build());
    }

    /** Only their number, unless they have checksums that the client knows of. */
    private Optional<GetObjectAttributesParts> parts(
            GetObjectAttributesRequest request, Home home, StoredObject object) {
        if (object.content().parts() == 0) {
            return Optional.empty();
        }
        GetObjectAttributesParts.Builder parts =
                GetObjectAttributesParts.builder().totalPartsCount(object.content().parts());
        if (object.checksum() == null || !object.checksum().composite()) {
            return Optional.of(parts.build());
        }
        int limit = Optional.ofNullable(request.maxParts()).orElse(LIMIT);
        int marker = Optional.ofNullable(request.partNumberMarker()).orElse(0);
        List<Part> beyond =
                reader.parts(home, object).stream().filter(part -> part.number() > marker).toList();
        List<Part> page = beyond.subList(0, Math.min(Math.clamp(limit, 0, LIMIT), beyond.size()));
        return Optional.of(
                parts.partNumberMarker(marker)
                        .maxParts(limit)
                        .isTruncated(page.size() < beyond.size())
                        .nextPartNumberMarker(page.isEmpty() ? 0 : page.getLast().number())
                        .parts(page.stream().map(ObjectAttributesOperations::listed).toList())
                        .build());
    }

    private static ObjectPart listed(Part part) {
        ObjectPart.Builder listed =
                ObjectPart.builder().partNumber(part.number()).size(part.length());
        Checksums.set(listed, part.checksum());
        return listed.build();
    }
}
