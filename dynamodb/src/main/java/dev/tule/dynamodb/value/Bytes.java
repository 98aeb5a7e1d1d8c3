package dev.tule.dynamodb.value;

import java.util.Arrays;
import java.util.Base64;

/** Immutable bytes, equal by content and ordered as unsigned bytes. */
public final class Bytes implements Comparable<Bytes> {
    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** These bytes, copied. */
    public static Bytes of(byte... content) {
        return new Bytes(content.clone());
    }

    /** These bytes as they are: the caller promises not to change them any more. */
    public static Bytes owning(byte[] content) {
        return new Bytes(content);
    }

    public int length() {
        return content.length;
    }

    /** The bytes themselves: not to be changed. */
    public byte[] unsafe() {
        return content;
    }

    public boolean startsWith(Bytes prefix) {
        return length() >= prefix.length()
                && Arrays.equals(content, 0, prefix.length(), prefix.content, 0, prefix.length());
    }

    /** Whether these bytes occur within, one after another; the empty ones always do. */
    public boolean contains(Bytes part) {
        for (int at = 0; at + part.length() <= length(); at++) {
            if (Arrays.equals(content, at, at + part.length(), part.content, 0, part.length())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(content, other.content);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Bytes other && Arrays.equals(content, other.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** As base64, which is how DynamoDB shows binaries. */
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(content);
    }
}
