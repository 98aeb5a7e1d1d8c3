package dev.tule.s3.bytes;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Watches that writing bodies leaves the store room to go on. Safe for use by many threads. */
public final class DiskSpace {
    private final FileStore disk;
    private final long reserveBytes;

    /**
     * @param directory where the bytes are written
     * @param reserveBytes what must stay free
     */
    public DiskSpace(Path directory, long reserveBytes) throws IOException {
        this.disk = Files.getFileStore(directory);
        this.reserveBytes = reserveBytes;
    }

    /**
     * Checks that there is room.
     *
     * @throws DiskFull when there would be less than the reserve left
     */
    void require(long bytes) throws IOException {
        if (disk.getUsableSpace() - bytes < reserveBytes) {
            throw new DiskFull("less than " + (reserveBytes >> 20) + " MiB would be left on disk");
        }
    }
}
