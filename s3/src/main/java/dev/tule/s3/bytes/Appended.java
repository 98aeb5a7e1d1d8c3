package dev.tule.s3.bytes;

/**
 * A record that is on stable storage and that nothing refers to yet. Its volume isn't compacted
 * before this is closed: close it when metadata refers to the record, or never will.
 */
public final class Appended implements AutoCloseable {
    private final Volume volume;
    private final VolumeLocation location;
    private boolean closed;

    Appended(Volume volume, VolumeLocation location) {
        this.volume = volume;
        this.location = location;
    }

    public VolumeLocation location() {
        return location;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            volume.settle();
        }
    }
}
