package dev.tule.s3.bytes;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Small bodies, many to a file. A record is appended to the newest volume, and whatever waits is
 * synced at once: a file each would cost nineteen times as much. A volume is never written over;
 * when most of it is dead its live records are appended again elsewhere, their owners told, and the
 * file deleted. Safe for use by many threads.
 */
public final class VolumeStore implements AutoCloseable {
    private final Path directory;
    private final ConcurrentSkipListMap<Long, Volume> volumes = new ConcurrentSkipListMap<>();
    // Never taken from the volumes there are: a number used again would make old locations lie.
    private final AtomicLong lastNumber = new AtomicLong();
    private final VolumeWriter writer;
    private final VolumeCompactor compactor;

    /**
     * Opens the directory, creating it where it is missing.
     *
     * @param directory used by this object alone
     * @param volumeBytes when a volume is full, 1 MiB to 1 GiB
     * @param owners who refers to records
     */
    public VolumeStore(Path directory, int volumeBytes, DiskSpace space, RecordOwners owners)
            throws IOException {
        this.directory = directory;
        Files.createDirectories(directory);
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.volume")) {
            for (Path file : found) {
                String name = file.getFileName().toString();
                long number = HexFormat.fromHexDigitsToLong(name, 0, 16);
                volumes.put(number, new Volume(number, file));
            }
        }
        if (!volumes.isEmpty()) {
            lastNumber.set(volumes.lastKey());
            volumes.headMap(volumes.lastKey()).values().forEach(Volume::seal);
        }
        this.writer = new VolumeWriter(this, volumeBytes, space);
        this.compactor = new VolumeCompactor(this, owners);
    }

    /**
     * Appends a record and returns when it is on stable storage.
     *
     * @param owner what {@link RecordOwners} will know it by, up to 1 KiB
     * @param body up to 1 MiB
     */
    public Appended append(byte[] owner, byte[] body) throws IOException {
        return writer.append(owner, body);
    }

    /** A record's body; empty when the volume has been compacted away: look up where it is now. */
    public Optional<byte[]> read(VolumeLocation location) throws IOException {
        Volume volume = volumes.get(location.volume());
        if (volume == null || !volume.enter()) {
            return Optional.empty();
        }
        try {
            byte[] head = volume.read(location.offset(), VolumeRecord.HEADER_BYTES);
            VolumeRecord record =
                    VolumeRecord.read(head, location.volume())
                            .orElseThrow(() -> new CorruptBytes("no record at " + location));
            int start = location.offset() + VolumeRecord.HEADER_BYTES;
            byte[] owner = volume.read(start, location.ownerBytes());
            byte[] body = volume.read(location.bodyOffset(), location.bodyBytes());
            if (record.bodySum() != VolumeRecord.bodySum(owner, body)) {
                throw new CorruptBytes("the record at " + location + " is damaged");
            }
            return Optional.of(body);
        } finally {
            volume.leave();
        }
    }

    /** Says that nothing refers to a record any more. */
    public void release(VolumeLocation location) {
        Volume volume = volumes.get(location.volume());
        if (volume != null) {
            volume.addDead(location.sizeBytes());
            compactor.consider(volume);
        }
    }

    /**
     * Says, once after start, how many bytes of each volume are referred to; the rest is dead.
     *
     * @param liveBytes by volume number
     */
    public void counted(Map<Long, Long> liveBytes) throws IOException {
        for (Volume volume : volumes.values()) {
            if (!volume.isSealed()) {
                continue; // its file is longer than what was appended
            }
            long live = liveBytes.getOrDefault(volume.number(), 0L);
            volume.addDead(volume.sizeBytes() - live - volume.deadBytes());
            compactor.consider(volume);
        }
    }

    /** How many volumes there are, and the bytes of their files. */
    public Usage usage() throws IOException {
        long bytes = 0;
        for (Volume volume : volumes.values()) {
            bytes += volume.sizeBytes();
        }
        return new Usage(volumes.size(), bytes);
    }

    /** What the volumes take up. */
    public record Usage(int volumes, long bytes) {}

    @Override
    public void close() {
        compactor.close();
        writer.close();
        try {
            for (Volume volume : volumes.values()) {
                volume.close();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Optional<Volume> newest() {
        return Optional.ofNullable(volumes.lastEntry()).map(Map.Entry::getValue);
    }

    /** Adds an empty volume after the others. */
    Volume create() throws IOException {
        long number = lastNumber.incrementAndGet();
        Path file = directory.resolve(HexFormat.of().toHexDigits(number) + ".volume");
        Files.createFile(file);
        FileBlobStore.syncDirectory(directory);
        Volume volume = new Volume(number, file);
        volumes.put(number, volume);
        return volume;
    }

    void remove(Volume volume) throws IOException {
        volumes.remove(volume.number());
        volume.retire();
    }

    void consider(Volume volume) {
        compactor.consider(volume);
    }
}
