package dev.tule.s3.object;

import dev.tule.aws.AwsCall;
import dev.tule.s3.bucket.CannedAcls;
import dev.tule.s3.fault.Faults;
import dev.tule.s3.tag.Tags;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;

/**
 * Reads what a request says of an object beside its bytes, and refuses what Tule would not keep its
 * word about. PutObject, CopyObject and CreateMultipartUpload have the same members for this but no
 * common type, so they are taken by name.
 */
public final class RequestAttributes {
    private static final int METADATA_LIMIT_BYTES = 2048;
    private static final Set<String> STORAGE_CLASSES =
            Set.of(
                    ObjectAttributes.STANDARD,
                    "REDUCED_REDUNDANCY",
                    "STANDARD_IA",
                    "ONEZONE_IA",
                    "INTELLIGENT_TIERING",
                    "GLACIER_IR");
    // These are only readable after a restore, or elsewhere: there is no such thing here.
    private static final Set<String> ARCHIVES =
            Set.of("GLACIER", "DEEP_ARCHIVE", "OUTPOSTS", "SNOW", "EXPRESS_ONEZONE");
    private static final String[] UNSUPPORTED = {
        "ServerSideEncryption",
        "SSECustomerAlgorithm",
        "SSECustomerKey",
        "SSEKMSKeyId",
        "SSEKMSEncryptionContext",
        "ObjectLockMode",
        "ObjectLockLegalHoldStatus",
        "CopySourceSSECustomerAlgorithm"
    };

    private final SdkRequest request;

    private RequestAttributes(SdkRequest request) {
        this.request = request;
    }

    /** Refuses encryption, locks and ACLs, which would be promises. */
    public static void refuseUnsupported(SdkRequest request) {
        RequestAttributes members = new RequestAttributes(request);
        for (String member : UNSUPPORTED) {
            if (members.text(member) != null) {
                throw Faults.notImplemented(member);
            }
        }
        if (request.getValueForField("WriteOffsetBytes", Long.class).isPresent()) {
            throw Faults.notImplemented("x-amz-write-offset-bytes");
        }
        CannedAcls.check(
                members.text("ACL"),
                members.text("GrantFullControl"),
                members.text("GrantRead"),
                members.text("GrantReadACP"),
                members.text("GrantWriteACP"));
    }

    public static ObjectAttributes of(SdkRequest request) {
        return new RequestAttributes(request).read();
    }

    private ObjectAttributes read() {
        return new ObjectAttributes(
                text("CacheControl"),
                text("ContentDisposition"),
                contentEncoding(),
                text("ContentLanguage"),
                Optional.ofNullable(text("ContentType"))
                        .orElse(ObjectAttributes.DEFAULT_CONTENT_TYPE),
                expires(),
                text("WebsiteRedirectLocation"),
                metadata(),
                storageClass(request).orElse(ObjectAttributes.STANDARD),
                Tags.ofHeader(text("Tagging")));
    }

    /** The storage class that a request asks for. */
    static Optional<String> storageClass(SdkRequest request) {
        Optional<String> asked = request.getValueForField("StorageClass", String.class);
        asked.ifPresent(
                name -> {
                    if (ARCHIVES.contains(name)) {
                        throw Faults.notImplemented("x-amz-storage-class");
                    }
                    if (!STORAGE_CLASSES.contains(name)) {
                        throw Faults.invalidStorageClass(name);
                    }
                });
        return asked;
    }

    private @Nullable String text(String member) {
        return request.getValueForField(member, String.class).orElse(null);
    }

    /** {@code aws-chunked} is how the body travelled, not what it is. */
    private @Nullable String contentEncoding() {
        String header = text("ContentEncoding");
        if (header == null || !header.toLowerCase(Locale.ROOT).contains("aws-chunked")) {
            return header;
        }
        String rest =
                Arrays.stream(header.split(",", -1))
                        .map(String::strip)
                        .filter(coding -> !coding.equalsIgnoreCase("aws-chunked"))
                        .collect(Collectors.joining(","));
        return rest.isEmpty() ? null : rest;
    }

    private @Nullable String expires() {
        Optional<String> header =
                AwsCall.CURRENT.isBound()
                        ? AwsCall.current().headers().first("Expires")
                        : Optional.empty();
        return header.or(
                        () ->
                                request.getValueForField("Expires", Instant.class)
                                        .map(HttpDate::format))
                .orElse(null);
    }

    private Map<String, String> metadata() {
        Map<?, ?> given =
                request.getValueForField("Metadata", Map.class)
                        .map(Map.class::cast)
                        .orElse(Map.of());
        Map<String, String> metadata = new LinkedHashMap<>();
        int bytes = 0;
        for (Map.Entry<?, ?> entry : given.entrySet()) {
            String name = String.valueOf(entry.getKey()).toLowerCase(Locale.ROOT);
            String value = String.valueOf(entry.getValue());
            metadata.put(name, value);
            bytes += name.getBytes(StandardCharsets.UTF_8).length;
            bytes += value.getBytes(StandardCharsets.UTF_8).length;
        }
        if (bytes > METADATA_LIMIT_BYTES) {
            throw Faults.metadataTooLarge(bytes, METADATA_LIMIT_BYTES);
        }
        return metadata;
    }
}
