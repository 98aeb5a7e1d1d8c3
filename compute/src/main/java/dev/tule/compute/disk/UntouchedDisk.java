package dev.tule.compute.disk;

import dev.tule.compute.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a disk is that nothing has been written to: the file that it stands on, at a size. Two such
 * disks on one file have the same content.
 *
 * @param beneath the files that it stands on, the topmost first; qcow2 that one, and none encrypted
 * @param sizeBytes the disk's own, not less than what it stands on
 */
public record UntouchedDisk(List<Path> beneath, long sizeBytes) {
    // QEMU's "qcow2 image file format".
    private static final int HEADER = 104;
    private static final int VERSION = 4;
    private static final int SIZE = 24;
    private static final int ENTRIES = 36;
    private static final int BEGIN_OF_TABLE = 40;
    private static final int SNAPSHOTS = 60;
    private static final int INCOMPATIBLE = 72;

    /** A disk of 32 TiB has as many. */
    private static final int MOST_ENTRIES = 1 << 16;

    public UntouchedDisk {
        beneath = List.copyOf(beneath);
    }

    /**
     * Looks at a disk that nobody writes to now.
     *
     * @return nothing if it was written to, is encrypted, or stands on no other qcow2 file
     */
    public static Optional<UntouchedDisk> of(DiskFile disk) throws IOException {
        List<Layer> chain = Layer.chain(disk.path());
        if (chain.size() < 2
                || !Layer.isQcow2(chain.get(1).file())
                || chain.stream().anyMatch(Layer::encrypted)) {
            return Optional.empty();
        }
        List<Path> beneath = chain.stream().skip(1).map(Layer::file).toList();
        try (FileChannel channel = FileChannel.open(disk.path())) {
            ByteBuffer header = Layer.bytes(channel, 0, HEADER);
            if (header.getInt(VERSION) != 3
                    || header.getLong(INCOMPATIBLE) != 0
                    || header.getInt(SNAPSHOTS) != 0
                    || hasContent(channel, header)) {
                return Optional.empty();
            }
            return Optional.of(new UntouchedDisk(beneath, header.getLong(SIZE)));
        }
    }

    /** Whether the table of tables of its clusters says that there are any. */
    private static boolean hasContent(FileChannel channel, ByteBuffer header) throws IOException {
        int entries = header.getInt(ENTRIES);
        if (entries < 0 || entries > MOST_ENTRIES) {
            return true;
        }
        ByteBuffer table =
                Layer.bytes(channel, header.getLong(BEGIN_OF_TABLE), entries * Long.BYTES);
        while (table.hasRemaining()) {
            if (table.getLong() != 0) {
                return true;
            }
        }
        return false;
    }
}
