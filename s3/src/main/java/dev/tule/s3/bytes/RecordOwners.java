package dev.tule.s3.bytes;

/**
 * Those who know whether a record is still wanted: the metadata. Safe for use by many threads.
 * Owners are what was given to {@link VolumeStore#append}.
 */
public interface RecordOwners {

    /** Whether the owner's bytes lie there. */
    boolean isAt(byte[] owner, VolumeLocation location);

    /**
     * Makes the owner refer to another place, atomically and durably, if it still refers to this
     * one.
     *
     * @return whether it did
     */
    boolean move(byte[] owner, VolumeLocation from, VolumeLocation to);
}
