package dev.tule.s3.multipart;

import dev.tule.s3.checksum.Algorithm;
import dev.tule.s3.fault.Faults;
import dev.tule.s3.object.Content;
import dev.tule.s3.object.Part;
import dev.tule.s3.object.ReadConditions;
import dev.tule.s3.object.StoredChecksum;
import dev.tule.s3.object.StoredObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Makes an object of an upload's parts: checks the client's list of them against those there are.
 * Immutable.
 *
 * @param parts those of the object, by number
 * @param unused those that the client doesn't want
 */
record Completion(List<Part> parts, List<Part> unused) {
    private static final long LEAST_PART_BYTES = 5L << 20;
    private static final int PART_LIMIT = 10_000;

    Completion {
        parts = List.copyOf(parts);
        unused = List.copyOf(unused);
    }

    /** Compares a client's list with the parts that there are. */
    static Completion of(String uploadId, List<CompletedPart> wanted, List<Part> uploaded) {
        if (wanted.isEmpty()) {
            throw Faults.malformedXml();
        }
        Map<Integer, Part> left = HashMap.newHashMap(uploaded.size());
        uploaded.forEach(part -> left.put(part.number(), part));
        List<Part> parts = new ArrayList<>(wanted.size());
        int previous = 0;
        for (CompletedPart each : wanted) {
            int number = number(each);
            // Part numbers must ascend, but gaps are legal.
            if (number <= previous) {
                throw Faults.invalidPartOrder(uploadId);
            }
            previous = number;
            Part part = left.remove(number);
            if (part == null || !fits(part, each)) {
                throw Faults.invalidPart(
                        uploadId, number, Objects.requireNonNullElse(each.eTag(), ""));
            }
            parts.add(part);
        }
        for (Part part : parts.subList(0, parts.size() - 1)) {
            if (part.length() < LEAST_PART_BYTES) {
                throw Faults.entityTooSmall(
                        part.length(), LEAST_PART_BYTES, part.number(), part.etag());
            }
        }
        return new Completion(parts, List.copyOf(left.values()));
    }

    private static int number(CompletedPart part) {
        Integer number = part.partNumber();
        if (number == null) {
            throw Faults.malformedXml();
        }
        return checked(number);
    }

    /** A part's number, if it is one. */
    static int checked(int number) {
        if (number < 1 || number > PART_LIMIT) {
            throw Faults.invalidArgument(
                    "Part number must be an integer between 1 and 10000, inclusive",
                    "partNumber",
                    Integer.toString(number));
        }
        return number;
    }

    private static boolean fits(Part part, CompletedPart wanted) {
        if (wanted.eTag() == null || !ReadConditions.bare(wanted.eTag()).equals(part.etag())) {
            return false;
        }
        StoredChecksum checksum = part.checksum();
        if (checksum == null) {
            return true;
        }
        String given = given(wanted, checksum.algorithm());
        return given == null || given.equals(checksum.value());
    }

    private static @Nullable String given(CompletedPart part, Algorithm algorithm) {
        return switch (algorithm) {
            case CRC32 -> part.checksumCRC32();
            case CRC32C -> part.checksumCRC32C();
            case CRC64NVME -> part.checksumCRC64NVME();
            case SHA1 -> part.checksumSHA1();
            case SHA256 -> part.checksumSHA256();
            case SHA512 -> part.checksumSHA512();
            case MD5 -> part.checksumMD5();
        };
    }

    /** The object. */
    StoredObject object(MultipartUpload upload, Instant now) {
        long length = parts.stream().mapToLong(Part::length).sum();
        return new StoredObject(
                new Content(Content.Kind.PARTS, upload.id(), length, parts.size()),
                etag(),
                now,
                upload.checksum().of(parts),
                upload.attributes());
    }

    /** The MD5 of the parts' MD5s, and how many they are. */
    private String etag() {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            parts.forEach(part -> md5.update(part.md5()));
            return HexFormat.of().formatHex(md5.digest()) + "-" + parts.size();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks MD5", e);
        }
    }
}
