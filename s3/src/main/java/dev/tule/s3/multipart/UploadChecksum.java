package dev.tule.s3.multipart;

import dev.tule.s3.checksum.Algorithm;
import dev.tule.s3.checksum.Digest;
import dev.tule.s3.fault.Faults;
import dev.tule.s3.object.Checksums;
import dev.tule.s3.object.Part;
import dev.tule.s3.object.StoredChecksum;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumType;

/**
 * The additional checksum of an upload (S3 User Guide, "Checking object integrity", "Multipart
 * uploads").
 *
 * @param composite whether it is that of the parts' checksums, not of the bytes
 * @param chosen whether the client chose the algorithm
 */
record UploadChecksum(Algorithm algorithm, boolean composite, boolean chosen) {

    /** What a request to start an upload settles. */
    static UploadChecksum of(@Nullable String algorithm, @Nullable String type) {
        if (algorithm == null) {
            if (type != null) {
                throw Faults.invalidRequest(
                        "The x-amz-checksum-type header can only be used with the"
                                + " x-amz-checksum-algorithm header.");
            }
            return new UploadChecksum(Algorithm.CRC64NVME, false, false);
        }
        Algorithm chosen = Checksums.named(algorithm);
        boolean full =
                type == null
                        ? chosen == Algorithm.CRC64NVME
                        : type.equals(ChecksumType.FULL_OBJECT.toString());
        if ((full && !chosen.combinable()) || (!full && chosen == Algorithm.CRC64NVME)) {
            throw Faults.invalidRequest(
                    "The "
                            + (full ? "FULL_OBJECT" : "COMPOSITE")
                            + " checksum type cannot be used with the "
                            + chosen.name().toLowerCase(Locale.ROOT)
                            + " checksum algorithm.");
        }
        return new UploadChecksum(chosen, !full, true);
    }

    ChecksumType type() {
        return composite ? ChecksumType.COMPOSITE : ChecksumType.FULL_OBJECT;
    }

    /** The algorithm's name, where the client knows of it. */
    @Nullable String shownAlgorithm() {
        return chosen ? algorithm.name() : null;
    }

    @Nullable ChecksumType shownType() {
        return chosen ? type() : null;
    }

    /** The checksum of the object that these parts make. */
    StoredChecksum of(List<Part> parts) {
        return composite ? ofChecksums(parts) : ofBytes(parts);
    }

    private StoredChecksum ofChecksums(List<Part> parts) {
        Digest digest = algorithm.digest();
        for (Part part : parts) {
            byte[] value = value(part);
            digest.update(value, 0, value.length);
        }
        String base64 = Base64.getEncoder().encodeToString(digest.value());
        return new StoredChecksum(algorithm, base64 + "-" + parts.size(), true);
    }

    private StoredChecksum ofBytes(List<Part> parts) {
        byte[] whole = value(parts.getFirst());
        for (Part part : parts.subList(1, parts.size())) {
            whole = algorithm.combine(whole, value(part), part.length());
        }
        return StoredChecksum.full(algorithm, whole);
    }

    private static byte[] value(Part part) {
        return Objects.requireNonNull(part.checksum()).bytes();
    }
}
