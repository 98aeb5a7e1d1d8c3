package dev.tule.s3.multipart;

import dev.tule.s3.bucket.Bucket;
import dev.tule.s3.bucket.BucketDirectory;
import dev.tule.s3.bucket.BucketOperations;
import dev.tule.s3.bucket.Home;
import dev.tule.s3.bucket.Owners;
import dev.tule.s3.fault.Faults;
import dev.tule.s3.list.ListOperations;
import dev.tule.s3.list.Listing;
import dev.tule.s3.list.UrlEncoding;
import dev.tule.s3.object.Checksums;
import dev.tule.s3.object.Part;
import dev.tule.s3.object.Parts;
import dev.tule.s3.row.Ids;
import dev.tule.s3.row.Keys;
import dev.tule.store.Key;
import dev.tule.store.Store;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.Initiator;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;

/** The operations that list uploads and their parts. Safe for use by many threads. */
public final class UploadListOperations {
    private static final int LIMIT = 1_000;

    private final BucketOperations buckets;
    private final Store store;

    public UploadListOperations(BucketOperations buckets, Store store) {
        this.buckets = buckets;
        this.store = store;
    }

    private record Found(MultipartUpload upload, List<Part> parts) {}

    public ListPartsResponse listParts(ListPartsRequest request) {
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        int limit = limit("max-parts", request.maxParts());
        int marker = Optional.ofNullable(request.partNumberMarker()).orElse(0);
        Uploads.Name name = new Uploads.Name(home, request.key(), request.uploadId());
        Found found =
                store.read(
                        home.shard(),
                        snapshot -> {
                            MultipartUpload upload = Uploads.require(snapshot, name);
                            return new Found(upload, Parts.of(snapshot, upload.id()));
                        });
        List<Part> beyond = found.parts.stream().filter(part -> part.number() > marker).toList();
        List<Part> page = beyond.subList(0, Math.min(limit, beyond.size()));
        MultipartUpload upload = found.upload;
        return ListPartsResponse.builder()
                .bucket(request.bucket())
                .key(request.key())
                .uploadId(request.uploadId())
                .partNumberMarker(marker)
                .nextPartNumberMarker(page.isEmpty() ? 0 : page.getLast().number())
                .maxParts(limit)
                .isTruncated(limit > 0 && page.size() < beyond.size())
                .parts(page.stream().map(part -> listed(part, upload.checksum())).toList())
                .initiator(initiator(home))
                .owner(Owners.of(home.account()))
                .storageClass(upload.attributes().storageClass())
                .checksumAlgorithm(upload.checksum().shownAlgorithm())
                .checksumType(upload.checksum().shownType())
                .build();
    }

    private static software.amazon.awssdk.services.s3.model.Part listed(
            Part part, UploadChecksum checksum) {
        var listed =
                software.amazon.awssdk.services.s3.model.Part.builder()
                        .partNumber(part.number())
                        .eTag(part.quotedEtag())
                        .size(part.length())
                        .lastModified(part.modified());
        if (checksum.chosen()) {
            Checksums.set(listed, part.checksum());
        }
        return listed.build();
    }

    public ListMultipartUploadsResponse listMultipartUploads(ListMultipartUploadsRequest request) {
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        UrlEncoding encoding = UrlEncoding.of(request.encodingTypeAsString());
        int limit = limit("max-uploads", request.maxUploads());
        Listing listing = list(home, request, limit);
        List<Listing.Item> items = listing.items();
        ListMultipartUploadsResponse.Builder response =
                ListMultipartUploadsResponse.builder()
                        .bucket(request.bucket())
                        .keyMarker(encoding.encode(text(request.keyMarker())))
                        .uploadIdMarker(text(request.uploadIdMarker()))
                        .prefix(encoding.encode(text(request.prefix())))
                        .delimiter(encoding.encodeOrNull(request.delimiter()))
                        .maxUploads(limit)
                        .encodingType(encoding.type())
                        .isTruncated(listing.isTruncated())
                        .uploads(uploads(items, encoding, home))
                        .commonPrefixes(ListOperations.prefixes(items, encoding));
        if (listing.isTruncated()) {
            Listing.Item last = items.getLast();
            response.nextKeyMarker(encoding.encode(last.name()));
            if (last instanceof Listing.Row row) {
                response.nextUploadIdMarker(Ids.text((UUID) Keys.last(row.entry().key())));
            }
        }
        return response.build();
    }

    private Listing list(Home home, ListMultipartUploadsRequest request, int limit) {
        String marker = text(request.keyMarker());
        Listing.Query query =
                new Listing.Query(text(request.prefix()), text(request.delimiter()), marker, limit);
        Optional<UUID> uploadMarker =
                marker.isEmpty()
                        ? Optional.empty()
                        : Optional.ofNullable(request.uploadIdMarker()).flatMap(Ids::parse);
        return store.read(
                home.shard(),
                snapshot -> {
                    Bucket bucket = BucketDirectory.require(snapshot, home);
                    Key last =
                            uploadMarker
                                    .map(upload -> Keys.upload(bucket.id(), marker, upload))
                                    .orElse(null);
                    return new Listing(snapshot, Keys.uploads(bucket.id()), query, last);
                });
    }

    private static List<software.amazon.awssdk.services.s3.model.MultipartUpload> uploads(
            List<Listing.Item> items, UrlEncoding encoding, Home home) {
        return items.stream()
                .filter(Listing.Row.class::isInstance)
                .map(Listing.Row.class::cast)
                .map(row -> listed(row, encoding, home))
                .toList();
    }

    private static software.amazon.awssdk.services.s3.model.MultipartUpload listed(
            Listing.Row row, UrlEncoding encoding, Home home) {
        MultipartUpload upload = MultipartUpload.decode(row.entry().value());
        return software.amazon.awssdk.services.s3.model.MultipartUpload.builder()
                .key(encoding.encode(row.name()))
                .uploadId(Ids.text(upload.id()))
                .initiated(upload.initiated())
                .initiator(initiator(home))
                .owner(Owners.of(home.account()))
                .storageClass(upload.attributes().storageClass())
                .checksumAlgorithm(upload.checksum().shownAlgorithm())
                .checksumType(upload.checksum().shownType())
                .build();
    }

    private static Initiator initiator(Home home) {
        return Initiator.builder().id(Owners.of(home.account()).id()).build();
    }

    private static int limit(String name, @Nullable Integer asked) {
        if (asked == null) {
            return LIMIT;
        }
        if (asked < 0) {
            throw Faults.invalidArgument(
                    "Argument " + name + " must be an integer between 0 and 2147483647",
                    name,
                    asked.toString());
        }
        return Math.min(asked, LIMIT);
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
