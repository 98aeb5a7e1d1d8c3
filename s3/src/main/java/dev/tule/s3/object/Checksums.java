package dev.tule.s3.object;

import dev.tule.aws.AwsCall;
import dev.tule.http.Headers;
import dev.tule.s3.checksum.Algorithm;
import dev.tule.s3.checksum.Digests;
import dev.tule.s3.fault.Faults;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/**
 * What a request says about the checksums of its body: {@code Content-MD5}, one {@code
 * x-amz-checksum-*} as a header or a trailer, or only the name of an algorithm. A body without any
 * gets a CRC64NVME, as on AWS. Confined to one thread.
 */
public final class Checksums {
    private static final String MEMBER = "Checksum";

    private final byte @Nullable [] contentMd5;
    private final Map<Algorithm, String> given;
    private final Optional<Algorithm> trailing;
    // What is kept; what is given may be another, that is verified only.
    private final Algorithm algorithm;

    private Checksums(
            byte @Nullable [] contentMd5,
            Map<Algorithm, String> given,
            Optional<Algorithm> trailing,
            Algorithm algorithm) {
        this.contentMd5 = contentMd5;
        this.given = given;
        this.trailing = trailing;
        this.algorithm = algorithm;
    }

    /**
     * @param request one with the members {@code ChecksumCRC32} and so on
     * @param named the algorithm that it names, if any
     * @param otherwise the algorithm where it says nothing; null for CRC64NVME
     */
    public static Checksums of(
            SdkRequest request,
            @Nullable String contentMd5,
            @Nullable String named,
            @Nullable Algorithm otherwise) {
        Map<Algorithm, String> given = given(request);
        Optional<Algorithm> trailing = trailing();
        Algorithm algorithm =
                one(given, trailing)
                        .or(() -> Optional.ofNullable(named).map(Checksums::named))
                        .orElse(otherwise == null ? Algorithm.CRC64NVME : otherwise);
        return new Checksums(md5(contentMd5), given, trailing, algorithm);
    }

    /**
     * The checksums of a part.
     *
     * @param upload the algorithm that the whole upload has
     * @param chosen whether the client chose it, and so has to keep to it
     */
    public static Checksums ofPart(
            SdkRequest request, @Nullable String contentMd5, Algorithm upload, boolean chosen) {
        Map<Algorithm, String> given = given(request);
        Optional<Algorithm> trailing = trailing();
        Optional<Algorithm> one = one(given, trailing);
        if (chosen && one.isPresent() && one.get() != upload) {
            throw Faults.invalidRequest(
                    "Checksum Type mismatch occurred, expected checksum Type: "
                            + lower(upload)
                            + ", actual checksum Type: "
                            + lower(one.get()));
        }
        return new Checksums(md5(contentMd5), given, trailing, upload);
    }

    private static String lower(Algorithm algorithm) {
        return algorithm.name().toLowerCase(Locale.ROOT);
    }

    /** The one algorithm of which there is a value. */
    private static Optional<Algorithm> one(
            Map<Algorithm, String> given, Optional<Algorithm> trailing) {
        if (given.size() + (trailing.isPresent() ? 1 : 0) > 1) {
            throw Faults.invalidRequest(
                    "Expecting a single x-amz-checksum- header. Multiple checksum Types are not"
                            + " allowed.");
        }
        return given.keySet().stream().findFirst().or(() -> trailing);
    }

    /** The algorithm of that name. */
    public static Algorithm named(String name) {
        return Algorithm.named(name)
                .orElseThrow(
                        () ->
                                Faults.invalidRequest(
                                        "Checksum algorithm provided is unsupported. Please try"
                                                + " again with any of the valid types: "
                                                + Arrays.toString(Algorithm.values())));
    }

    /** The checksums that a request's members give. */
    public static Map<Algorithm, String> given(SdkRequest request) {
        Map<Algorithm, String> given = new EnumMap<>(Algorithm.class);
        for (Algorithm algorithm : Algorithm.values()) {
            request.getValueForField(MEMBER + algorithm.name(), String.class)
                    .ifPresent(value -> given.put(algorithm, value));
        }
        return given;
    }

    /** The algorithm that is computed and kept. */
    public Algorithm algorithm() {
        return algorithm;
    }

    /** The algorithms that have to be computed. */
    public Set<Algorithm> algorithms() {
        Set<Algorithm> all = EnumSet.of(algorithm);
        all.addAll(given.keySet());
        trailing.ifPresent(all::add);
        return all;
    }

    /**
     * Compares what was computed with what was said; to be called when the body has been read to
     * its end.
     *
     * @return the checksum to keep
     */
    public StoredChecksum verify(Digests.Values computed) {
        if (contentMd5 != null && !Arrays.equals(contentMd5, computed.md5())) {
            throw Faults.badDigest(base64(contentMd5), base64(computed.md5()));
        }
        given.forEach((each, expected) -> compare(each, expected, computed));
        trailing.ifPresent(each -> compare(each, trailer(each), computed));
        return StoredChecksum.full(algorithm, value(computed, algorithm));
    }

    private static byte[] value(Digests.Values computed, Algorithm algorithm) {
        return Objects.requireNonNull(computed.additional().get(algorithm));
    }

    private static void compare(Algorithm algorithm, String expected, Digests.Values computed) {
        byte[] decoded =
                decode(expected, algorithm.lengthBytes())
                        .orElseThrow(
                                () ->
                                        Faults.invalidRequest(
                                                "Value for "
                                                        + algorithm.header()
                                                        + " header is invalid."));
        if (!Arrays.equals(decoded, value(computed, algorithm))) {
            throw Faults.badChecksum(algorithm.name());
        }
    }

    private static byte @Nullable [] md5(@Nullable String header) {
        if (header == null) {
            return null;
        }
        return decode(header, Algorithm.MD5.lengthBytes())
                .orElseThrow(() -> Faults.invalidDigest(header));
    }

    private static Optional<byte[]> decode(String base64, int length) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64.strip()))
                    .filter(bytes -> bytes.length == length);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The checksum that is announced to follow the body. */
    private static Optional<Algorithm> trailing() {
        String prefix = "x-amz-checksum-";
        return headers()
                .first("x-amz-trailer")
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith(prefix))
                .map(name -> named(name.substring(prefix.length())));
    }

    private static String trailer(Algorithm algorithm) {
        return AwsCall.current()
                .trailers()
                .get()
                .first(algorithm.header())
                .orElseThrow(
                        () ->
                                Faults.invalidRequest(
                                        "The "
                                                + algorithm.header()
                                                + " trailer that was announced did not follow the"
                                                + " body."));
    }

    private static Headers headers() {
        return AwsCall.CURRENT.isBound() ? AwsCall.current().headers() : Headers.none();
    }

    /** Sets the member of a response's builder that is for this checksum's algorithm. */
    public static void set(SdkPojo builder, @Nullable StoredChecksum checksum) {
        if (checksum == null) {
            return;
        }
        String value = MEMBER + checksum.algorithm().name();
        for (SdkField<?> field : builder.sdkFields()) {
            if (field.memberName().equals(value)) {
                field.set(builder, checksum.value());
            } else if (field.memberName().equals("ChecksumType")) {
                field.set(builder, checksum.type().toString());
            }
        }
    }
}
