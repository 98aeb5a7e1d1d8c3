package dev.tule.s3.list;

import dev.tule.s3.bucket.Bucket;
import dev.tule.s3.bucket.BucketDirectory;
import dev.tule.s3.bucket.BucketOperations;
import dev.tule.s3.bucket.Home;
import dev.tule.s3.bucket.Owners;
import dev.tule.s3.fault.Faults;
import dev.tule.s3.object.StoredChecksum;
import dev.tule.s3.object.StoredObject;
import dev.tule.s3.row.Keys;
import dev.tule.store.Store;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The operations that list objects. Safe for use by many threads. */
public final class ListOperations {
    private static final int LIMIT = 1_000;

    private final BucketOperations buckets;
    private final Store store;

    public ListOperations(BucketOperations buckets, Store store) {
        this.buckets = buckets;
        this.store = store;
    }

    public ListObjectsResponse listObjects(ListObjectsRequest request) {
        UrlEncoding encoding = UrlEncoding.of(request.encodingTypeAsString());
        int limit = limit(request.maxKeys());
        String marker = text(request.marker());
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        Listing listing =
                list(
                        home,
                        new Listing.Query(
                                text(request.prefix()), text(request.delimiter()), marker, limit));
        List<Listing.Item> items = listing.items();
        boolean named = listing.isTruncated() && !text(request.delimiter()).isEmpty();
        return ListObjectsResponse.builder()
                .name(request.bucket())
                .prefix(encoding.encode(text(request.prefix())))
                .marker(encoding.encode(marker))
                .delimiter(encoding.encodeOrNull(request.delimiter()))
                .maxKeys(limit)
                .encodingType(encoding.type())
                .isTruncated(listing.isTruncated())
                // Without a delimiter the last key is the marker, and S3 leaves it at that.
                .nextMarker(named ? encoding.encode(items.getLast().name()) : null)
                .contents(objects(items, encoding, home, true))
                .commonPrefixes(prefixes(items, encoding))
                .build();
    }

    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        UrlEncoding encoding = UrlEncoding.of(request.encodingTypeAsString());
        int limit = limit(request.maxKeys());
        String token = request.continuationToken();
        String after = token == null ? text(request.startAfter()) : ListToken.parse(token);
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        Listing listing =
                list(
                        home,
                        new Listing.Query(
                                text(request.prefix()), text(request.delimiter()), after, limit));
        List<Listing.Item> items = listing.items();
        return ListObjectsV2Response.builder()
                .name(request.bucket())
                .prefix(encoding.encode(text(request.prefix())))
                .startAfter(encoding.encodeOrNull(request.startAfter()))
                .delimiter(encoding.encodeOrNull(request.delimiter()))
                .maxKeys(limit)
                .keyCount(items.size())
                .encodingType(encoding.type())
                .isTruncated(listing.isTruncated())
                .continuationToken(token)
                .nextContinuationToken(
                        listing.isTruncated() ? ListToken.of(items.getLast().name()) : null)
                .contents(objects(items, encoding, home, Boolean.TRUE.equals(request.fetchOwner())))
                .commonPrefixes(prefixes(items, encoding))
                .build();
    }

    /** Without versioning every object is its own only version. */
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
        UrlEncoding encoding = UrlEncoding.of(request.encodingTypeAsString());
        int limit = limit(request.maxKeys());
        String marker = text(request.keyMarker());
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        Listing listing =
                list(
                        home,
                        new Listing.Query(
                                text(request.prefix()), text(request.delimiter()), marker, limit));
        List<Listing.Item> items = listing.items();
        return ListObjectVersionsResponse.builder()
                .name(request.bucket())
                .prefix(encoding.encode(text(request.prefix())))
                .keyMarker(encoding.encode(marker))
                .versionIdMarker(text(request.versionIdMarker()))
                .delimiter(encoding.encodeOrNull(request.delimiter()))
                .maxKeys(limit)
                .encodingType(encoding.type())
                .isTruncated(listing.isTruncated())
                .nextKeyMarker(
                        listing.isTruncated() ? encoding.encode(items.getLast().name()) : null)
                .nextVersionIdMarker(
                        listing.isTruncated() && items.getLast() instanceof Listing.Row
                                ? "null"
                                : null)
                .versions(versions(items, encoding, home))
                .commonPrefixes(prefixes(items, encoding))
                .build();
    }

    private Listing list(Home home, Listing.Query query) {
        return store.read(
                home.shard(),
                snapshot -> {
                    Bucket bucket = BucketDirectory.require(snapshot, home);
                    return new Listing(snapshot, Keys.objects(bucket.id()), query);
                });
    }

    private static List<S3Object> objects(
            List<Listing.Item> items, UrlEncoding encoding, Home home, boolean owners) {
        return rows(items).stream()
                .map(
                        row -> {
                            StoredObject object = StoredObject.decode(row.entry().value());
                            StoredChecksum checksum = object.checksum();
                            S3Object.Builder listed =
                                    S3Object.builder()
                                            .key(encoding.encode(row.name()))
                                            .lastModified(object.modified())
                                            .eTag(object.quotedEtag())
                                            .size(object.length())
                                            .storageClass(object.attributes().storageClass());
                            if (owners) {
                                listed.owner(Owners.of(home.account()));
                            }
                            if (checksum != null) {
                                listed.checksumAlgorithmWithStrings(checksum.algorithm().name())
                                        .checksumType(checksum.type());
                            }
                            return listed.build();
                        })
                .toList();
    }

    private static List<ObjectVersion> versions(
            List<Listing.Item> items, UrlEncoding encoding, Home home) {
        return rows(items).stream()
                .map(
                        row -> {
                            StoredObject object = StoredObject.decode(row.entry().value());
                            return ObjectVersion.builder()
                                    .key(encoding.encode(row.name()))
                                    .versionId("null")
                                    .isLatest(true)
                                    .lastModified(object.modified())
                                    .eTag(object.quotedEtag())
                                    .size(object.length())
                                    .storageClass(object.attributes().storageClass())
                                    .owner(Owners.of(home.account()))
                                    .build();
                        })
                .toList();
    }

    private static List<Listing.Row> rows(List<Listing.Item> items) {
        return items.stream()
                .filter(Listing.Row.class::isInstance)
                .map(Listing.Row.class::cast)
                .toList();
    }

    /** The groups of a listing as responses have them. */
    public static List<CommonPrefix> prefixes(List<Listing.Item> items, UrlEncoding encoding) {
        return items.stream()
                .filter(Listing.CommonPrefix.class::isInstance)
                .map(item -> CommonPrefix.builder().prefix(encoding.encode(item.name())).build())
                .toList();
    }

    private static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return LIMIT;
        }
        if (asked < 0) {
            throw Faults.invalidArgument(
                    "Argument maxKeys must be an integer between 0 and 2147483647",
                    "maxKeys",
                    asked.toString());
        }
        return Math.min(asked, LIMIT);
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
