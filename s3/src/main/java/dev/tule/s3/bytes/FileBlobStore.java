package dev.tule.s3.bytes;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Blobs as files, one each. A blob is written to {@code tmp/}, synced, renamed into one of 256
 * directories by its id, and its directory synced. The blob's bytes are followed, from the next
 * multiple of 4 KiB on, by their {@link BlockChecksums}. Safe for use by many threads.
 */
public final class FileBlobStore implements BlobStore {
    private static final int WRITE_BUFFERS = 32;

    private final Path files;
    private final Path temporary;
    private final DiskSpace space;
    private final DirectBuffers buffers = new DirectBuffers(WRITE_BUFFERS, BlobWriter.BLOCK_BYTES);
    private final OpenOption[] writeOptions;
    // Until the sweep has been, which must leave them alone: metadata may not refer to them yet.
    private final Set<BlobId> begunHere = ConcurrentHashMap.newKeySet();
    private volatile boolean swept;

    /**
     * Opens the directory, creating it where it is missing, and removes unfinished writes.
     *
     * @param directory used by this object alone
     */
    public FileBlobStore(Path directory, DiskSpace space) throws IOException {
        this.files = directory.resolve("files");
        this.temporary = directory.resolve("tmp");
        this.space = space;
        Files.createDirectories(temporary);
        clearTemporary();
        Files.createDirectories(files);
        syncDirectory(directory);
        this.writeOptions = DirectIo.writeOptions(temporary);
    }

    @Override
    public BlobWriter begin(BlobId id) throws IOException {
        space.require(BlobWriter.BLOCK_BYTES);
        if (!swept) {
            begunHere.add(id);
        }
        Path shelf = shelf(id);
        if (!Files.isDirectory(shelf)) {
            Files.createDirectories(shelf);
            syncDirectory(files);
        }
        return new FileBlobWriter(this, id);
    }

    @Override
    @MustBeClosed
    public InputStream open(BlobId id, long lengthBytes, long offset, long count)
            throws IOException {
        return FileBlobInput.open(path(id), lengthBytes, offset, count);
    }

    @Override
    public void delete(BlobId id) throws IOException {
        Files.deleteIfExists(path(id));
    }

    @Override
    public int sweep(Predicate<BlobId> live) throws IOException {
        int deleted = 0;
        try (DirectoryStream<Path> shelves = Files.newDirectoryStream(files)) {
            for (Path shelf : shelves) {
                deleted += sweep(shelf, live);
            }
        }
        swept = true;
        begunHere.clear();
        return deleted;
    }

    @Override
    public void close() {}

    DirectBuffers buffers() {
        return buffers;
    }

    DiskSpace space() {
        return space;
    }

    Path temporary(BlobId id) {
        return temporary.resolve(id.hex());
    }

    Path path(BlobId id) {
        return shelf(id).resolve(id.hex());
    }

    /** The directory of a blob's file: by the id's last digits, for ids may begin with the time. */
    Path shelf(BlobId id) {
        return files.resolve(id.hex().substring(30));
    }

    OpenOption[] writeOptions() {
        return writeOptions.clone();
    }

    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void clearTemporary() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(temporary)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }

    private int sweep(Path shelf, Predicate<BlobId> live) throws IOException {
        int deleted = 0;
        try (DirectoryStream<Path> found = Files.newDirectoryStream(shelf)) {
            for (Path file : found) {
                Optional<BlobId> id = BlobId.parse(file.getFileName().toString());
                if (id.isPresent()
                        && !begunHere.contains(id.get())
                        && !live.test(id.get())
                        && Files.deleteIfExists(file)) {
                    deleted++;
                }
            }
        }
        return deleted;
    }
}
