package dev.tule.ec2.importing;

import dev.tule.compute.DiskFormat;
import dev.tule.ec2.resource.Faults;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A disk as an object in S3, as it was when it was looked at.
 *
 * @param objectBytes how long the object is
 * @param diskBytes what a machine sees of it
 */
record DiskObject(
        String bucket,
        String key,
        String etag,
        DiskFormat format,
        long objectBytes,
        long diskBytes) {
    private static final long LARGEST_DISK = 64L << 40;

    /** The format that a request names; AWS's others are refused by name. */
    static DiskFormat format(@Nullable String named) {
        String format = Faults.require(named, "DiskContainer.Format").toUpperCase(Locale.ROOT);
        return switch (format) {
            case "RAW" -> DiskFormat.RAW;
            case "QCOW2" -> DiskFormat.QCOW2;
            case "VMDK", "VHD", "VHDX", "OVA" ->
                    throw Faults.notImplemented("Import of disks in the format " + format);
            default -> throw Faults.of("InvalidParameter", "Unknown disk format " + format);
        };
    }

    /** The format of an object by its name: never by its content, which can claim anything. */
    static DiskFormat formatOf(String key) {
        if (key.endsWith(".qcow2")) {
            return DiskFormat.QCOW2;
        }
        if (key.endsWith(".raw") || key.endsWith(".img")) {
            return DiskFormat.RAW;
        }
        throw Faults.notImplemented(
                "Registration of an object whose name doesn't end in .raw, .img or .qcow2");
    }

    /** Looks at an object, or says why it can't be a disk. */
    static DiskObject find(S3Client s3, String bucket, String key, DiskFormat format) {
        try {
            HeadObjectResponse head = s3.headObject(h -> h.bucket(bucket).key(key));
            long length = head.contentLength();
            if (length == 0) {
                throw Faults.of("InvalidParameter", "The disk image is empty.");
            }
            long size = format == DiskFormat.RAW ? length : start(s3, bucket, key).sizeBytes();
            if (size > LARGEST_DISK) {
                throw Faults.of("InvalidParameter", "The disk image is larger than 64 TiB.");
            }
            return new DiskObject(bucket, key, head.eTag(), format, length, size);
        } catch (S3Exception e) {
            throw Faults.of(
                    "InvalidParameter",
                    "The S3 object s3://%s/%s can't be read: %s"
                            .formatted(bucket, key, e.awsErrorDetails().errorCode()));
        }
    }

    private static Qcow2Header start(S3Client s3, String bucket, String key) {
        ResponseBytes<GetObjectResponse> start =
                s3.getObjectAsBytes(
                        g ->
                                g.bucket(bucket)
                                        .key(key)
                                        .range("bytes=0-" + (Qcow2Header.LENGTH - 1)));
        return Qcow2Header.read(start.asByteArray());
    }

    int sizeGib() {
        return Math.toIntExact((diskBytes + (1L << 30) - 1) >> 30);
    }

    /** Fetches it, as long as it is still the same. */
    void fetch(S3Client s3, Path to) {
        var _ =
                s3.getObject(
                        g -> g.bucket(bucket).key(key).ifMatch(etag),
                        ResponseTransformer.toFile(to));
    }
}
