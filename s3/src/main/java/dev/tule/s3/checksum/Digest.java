package dev.tule.s3.checksum;

/** A digest being computed. Not thread-safe. */
public interface Digest {

    void update(byte[] bytes, int offset, int count);

    /** The digest of all bytes given so far; ends the computation. */
    byte[] value();
}
