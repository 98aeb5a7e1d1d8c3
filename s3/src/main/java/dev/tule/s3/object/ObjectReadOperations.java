package dev.tule.s3.object;

import dev.tule.s3.bucket.BucketOperations;
import dev.tule.s3.bucket.Home;
import dev.tule.s3.bytes.CorruptBytes;
import dev.tule.s3.fault.Faults;
import dev.tule.s3.fault.Statuses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** GetObject and HeadObject. Safe for use by many threads. */
public final class ObjectReadOperations {
    private final BucketOperations buckets;
    private final ObjectReader reader;

    public ObjectReadOperations(BucketOperations buckets, ObjectReader reader) {
        this.buckets = buckets;
        this.reader = reader;
    }

    /** What of an object is asked for, and where that is. */
    private record Selection(ByteRange range, @Nullable String contentRange) {
        boolean isPartial() {
            return contentRange != null;
        }
    }

    public <T> T getObject(
            GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        requirePlain(request.versionId(), request.sseCustomerAlgorithm());
        ReadConditions conditions = conditions(request);
        OpenObject open = reader.open(home, ObjectKey.checked(request.key()), conditions::check);
        boolean leftOpen = false;
        try {
            StoredObject object = open.object();
            Selection selection =
                    select(request.range(), request.partNumber(), object, open.parts());
            GetObjectResponse response = response(request, object, selection);
            InputStream bytes = open.stream(selection.range.offset(), selection.range.count());
            T result = transform(transformer, response, bytes);
            // A caller in this process may take the stream itself away, and closes it then.
            leftOpen = transformer.needsConnectionLeftOpen();
            return result;
        } catch (IOException e) {
            throw ObjectReader.broken(e);
        } finally {
            if (!leftOpen) {
                open.close();
            }
        }
    }

    private static <T> T transform(
            ResponseTransformer<GetObjectResponse, T> transformer,
            GetObjectResponse response,
            InputStream bytes) {
        try {
            return transformer.transform(response, AbortableInputStream.create(bytes));
        } catch (CorruptBytes e) {
            throw ObjectReader.broken(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // whoever asked has gone away
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("interrupted while sending an object", e);
        } catch (Exception e) {
            throw SdkException.create("an object could not be passed on", e);
        }
    }

    @SuppressWarnings("deprecation") // expires: what the front door writes as the header
    private static GetObjectResponse response(
            GetObjectRequest request, StoredObject object, Selection selection) {
        ObjectAttributes attributes = object.attributes();
        GetObjectResponse.Builder response =
                GetObjectResponse.builder()
                        .acceptRanges("bytes")
                        .contentLength(selection.range.count())
                        .contentRange(selection.contentRange)
                        .eTag(object.quotedEtag())
                        .lastModified(object.modified())
                        .cacheControl(or(request.responseCacheControl(), attributes.cacheControl()))
                        .contentDisposition(
                                or(
                                        request.responseContentDisposition(),
                                        attributes.contentDisposition()))
                        .contentEncoding(
                                or(request.responseContentEncoding(), attributes.contentEncoding()))
                        .contentLanguage(
                                or(request.responseContentLanguage(), attributes.contentLanguage()))
                        .contentType(or(request.responseContentType(), attributes.contentType()))
                        .websiteRedirectLocation(attributes.websiteRedirectLocation())
                        .metadata(attributes.metadata())
                        .storageClass(shown(attributes.storageClass()))
                        .tagCount(count(attributes.tags()))
                        .partsCount(parts(request.partNumber(), object));
        Expiry expiry = Expiry.of(request.responseExpires(), attributes.expires());
        response.expires(expiry.date()).expiresString(expiry.text());
        if (request.checksumMode() == ChecksumMode.ENABLED && !selection.isPartial()) {
            Checksums.set(response, object.checksum());
        }
        if (selection.isPartial()) {
            Statuses.partialContent(response);
        }
        return response.build();
    }

    /** The same question as GetObject's, and the same answer without the bytes. */
    public HeadObjectResponse headObject(HeadObjectRequest head) {
        GetObjectRequest request = Members.copy(head, GetObjectRequest.builder()).build();
        Home home = buckets.find(request.bucket(), request.expectedBucketOwner());
        requirePlain(request.versionId(), request.sseCustomerAlgorithm());
        StoredObject object = reader.find(home, ObjectKey.checked(request.key()));
        conditions(request).check(object);
        List<Part> parts =
                request.partNumber() == null || object.content().parts() == 0
                        ? List.of()
                        : reader.parts(home, object);
        Selection selection = select(request.range(), request.partNumber(), object, parts);
        GetObjectResponse answer = response(request, object, selection);
        HeadObjectResponse.Builder response = Members.copy(answer, HeadObjectResponse.builder());
        response.sdkHttpResponse(answer.sdkHttpResponse());
        return response.build();
    }

    private static ReadConditions conditions(GetObjectRequest request) {
        return new ReadConditions(
                request.ifMatch(),
                request.ifNoneMatch(),
                request.ifModifiedSince(),
                request.ifUnmodifiedSince());
    }

    private static void requirePlain(@Nullable String version, @Nullable String customerKey) {
        ObjectKey.requireNullVersion(version);
        if (customerKey != null) {
            throw Faults.notImplemented("x-amz-server-side-encryption-customer-algorithm");
        }
    }

    private static Selection select(
            @Nullable String range,
            @Nullable Integer partNumber,
            StoredObject object,
            List<Part> parts) {
        long length = object.length();
        if (partNumber != null) {
            if (range != null) {
                throw Faults.invalidRequest(
                        "Cannot specify both Range header and partNumber query parameter");
            }
            ByteRange part = part(partNumber, object, parts);
            return new Selection(part, part.count() == 0 ? null : part.contentRange(length));
        }
        Optional<ByteRange> parsed =
                Optional.ofNullable(range).flatMap(header -> ByteRange.parse(header, length));
        return parsed.map(found -> new Selection(found, found.contentRange(length)))
                .orElseGet(() -> new Selection(ByteRange.whole(length), null));
    }

    private static ByteRange part(int number, StoredObject object, List<Part> parts) {
        if (object.content().parts() == 0 && number == 1) {
            return ByteRange.whole(object.length());
        }
        long offset = 0;
        for (Part part : parts) {
            if (part.number() == number) {
                return new ByteRange(offset, part.length());
            }
            offset += part.length();
        }
        throw Faults.invalidPartNumber(number, Math.max(1, object.content().parts()));
    }

    private static @Nullable Integer parts(@Nullable Integer partNumber, StoredObject object) {
        return partNumber == null || object.content().parts() == 0
                ? null
                : object.content().parts();
    }

    /** S3 doesn't say STANDARD in headers. */
    private static @Nullable String shown(String storageClass) {
        return storageClass.equals(ObjectAttributes.STANDARD) ? null : storageClass;
    }

    private static @Nullable Integer count(Map<String, String> tags) {
        return tags.isEmpty() ? null : tags.size();
    }

    private static @Nullable String or(@Nullable String override, @Nullable String stored) {
        return override != null ? override : stored;
    }

    /** The {@code Expires} header, as the SDK has it: a date if it is one, and the text. */
    private record Expiry(@Nullable Instant date, @Nullable String text) {
        static Expiry of(@Nullable Instant override, @Nullable String stored) {
            if (override != null) {
                return new Expiry(override, null);
            }
            if (stored == null) {
                return new Expiry(null, null);
            }
            return HttpDate.parse(stored)
                    .map(date -> new Expiry(date, null))
                    .orElseGet(() -> new Expiry(null, stored));
        }
    }
}
