package dev.tule.s3.checksum;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * An additional checksum algorithm of S3 (API reference, {@code x-amz-checksum-algorithm}).
 * Constants are stored by their {@link #code}, never by their order.
 */
public enum Algorithm {
    CRC32(1, 4, 0xEDB88320L),
    CRC32C(2, 4, 0x82F63B78L),
    SHA1(3, 20, 0),
    SHA256(4, 32, 0),
    CRC64NVME(5, 8, Crc64Nvme.POLYNOMIAL),
    SHA512(6, 64, 0),
    MD5(7, 16, 0);

    private final byte code;
    private final int lengthBytes;
    private final long polynomial;

    Algorithm(int code, int lengthBytes, long polynomial) {
        this.code = (byte) code;
        this.lengthBytes = lengthBytes;
        this.polynomial = polynomial;
    }

    /** What stands for it in stored rows. */
    public byte code() {
        return code;
    }

    /** Length of a value in bytes. */
    public int lengthBytes() {
        return lengthBytes;
    }

    /** The header (or trailer) that carries a value, in lower case. */
    public String header() {
        return "x-amz-checksum-" + name().toLowerCase(Locale.ROOT);
    }

    /** Whether the checksum of a whole can be worked out from the checksums of its parts. */
    public boolean combinable() {
        return polynomial != 0;
    }

    /**
     * The checksum of two byte strings joined, from the checksum of each (a CRC's linearity).
     *
     * @param secondLength length of the second string in bytes
     */
    public byte[] combine(byte[] first, byte[] second, long secondLength) {
        if (!combinable()) {
            throw new IllegalStateException(this + " can't be combined");
        }
        CrcCombiner combiner = new CrcCombiner(polynomial, lengthBytes * 8);
        return bigEndian(
                combiner.combine(fromBigEndian(first), fromBigEndian(second), secondLength),
                lengthBytes);
    }

    /** A fresh digest of this algorithm. */
    public Digest digest() {
        return switch (this) {
            case CRC32 -> new OfChecksum(new CRC32(), lengthBytes);
            case CRC32C -> new OfChecksum(new CRC32C(), lengthBytes);
            case CRC64NVME -> new OfChecksum(new Crc64Nvme(), lengthBytes);
            case SHA1 -> OfMessage.named("SHA-1");
            case SHA256 -> OfMessage.named("SHA-256");
            case SHA512 -> OfMessage.named("SHA-512");
            case MD5 -> OfMessage.named("MD5");
        };
    }

    public static Algorithm ofCode(byte code) {
        for (Algorithm algorithm : values()) {
            if (algorithm.code == code) {
                return algorithm;
            }
        }
        throw new IllegalStateException("unknown checksum algorithm " + code);
    }

    /** The algorithm of that name as it stands on the wire, in any case. */
    public static Optional<Algorithm> named(String name) {
        for (Algorithm algorithm : values()) {
            if (algorithm.name().equalsIgnoreCase(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    private static long fromBigEndian(byte[] bytes) {
        long value = 0;
        for (byte b : bytes) {
            value = (value << 8) | (b & 0xFF);
        }
        return value;
    }

    private static byte[] bigEndian(long value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (value >>> (8 * (length - 1 - i)));
        }
        return bytes;
    }

    private record OfChecksum(Checksum checksum, int length) implements Digest {
        @Override
        public void update(byte[] bytes, int offset, int count) {
            checksum.update(bytes, offset, count);
        }

        @Override
        public byte[] value() {
            return bigEndian(checksum.getValue(), length);
        }
    }

    private record OfMessage(MessageDigest digest) implements Digest {
        static OfMessage named(String name) {
            try {
                return new OfMessage(MessageDigest.getInstance(name));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this JDK lacks " + name, e);
            }
        }

        @Override
        public void update(byte[] bytes, int offset, int count) {
            digest.update(bytes, offset, count);
        }

        @Override
        public byte[] value() {
            return digest.digest();
        }
    }
}
