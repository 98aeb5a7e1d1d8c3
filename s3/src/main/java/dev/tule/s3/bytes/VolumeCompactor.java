package dev.tule.s3.bytes;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Copies what is live out of volumes that are more than half dead, and deletes them. Safe at any
 * crash: a record's owner refers to the old place until a transaction has made it refer to the new
 * one, and the old volume is deleted only when nothing refers to it.
 */
final class VolumeCompactor implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(VolumeCompactor.class.getName());

    private final VolumeStore store;
    private final RecordOwners owners;
    // Each volume at most once, so no longer than the volumes are many.
    private final LinkedBlockingQueue<Volume> worthIt = new LinkedBlockingQueue<>();
    private final Set<Long> queued = ConcurrentHashMap.newKeySet();
    private final Thread thread;

    VolumeCompactor(VolumeStore store, RecordOwners owners) {
        this.store = store;
        this.owners = owners;
        this.thread = Thread.ofPlatform().name("s3-compactor").daemon().start(this::run);
    }

    /** Looks whether a volume is worth compacting by now. */
    void consider(Volume volume) {
        try {
            if (volume.isSettled()
                    && volume.deadBytes() * 2 > volume.sizeBytes()
                    && queued.add(volume.number())) {
                worthIt.add(volume);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a volume is gone already", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                Volume volume = worthIt.take();
                try {
                    compact(volume);
                } catch (IOException | RuntimeException e) {
                    if (Thread.currentThread().isInterrupted()) {
                        return;
                    }
                    // It stays queued: not tried again before the next start.
                    LOG.log(
                            System.Logger.Level.ERROR,
                            "volume " + volume.number() + " was not compacted",
                            e);
                }
            }
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "the compactor ends");
        }
    }

    private void compact(Volume volume) throws IOException {
        long end = volume.sizeBytes();
        VolumeWalk walk = new VolumeWalk(volume, end);
        int moved = 0;
        while (walk.next()) {
            VolumeLocation from = walk.location();
            byte[] owner = walk.owner();
            if (owners.isAt(owner, from) && move(owner, from)) {
                moved++;
            }
        }
        if (!walk.isAtEnd()) {
            throw new CorruptBytes("no record at " + walk.offset() + ", but beyond");
        }
        store.remove(volume);
        LOG.log(
                System.Logger.Level.DEBUG,
                "volume {0} compacted: {1} records moved",
                volume.number(),
                moved);
    }

    private boolean move(byte[] owner, VolumeLocation from) throws IOException {
        Optional<byte[]> body = store.read(from);
        if (body.isEmpty()) {
            return false;
        }
        try (Appended copy = store.append(owner, body.get())) {
            boolean moved = owners.move(owner, from, copy.location());
            if (!moved) {
                store.release(copy.location());
            }
            return moved;
        }
    }
}
