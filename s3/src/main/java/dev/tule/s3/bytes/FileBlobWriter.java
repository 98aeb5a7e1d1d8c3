package dev.tule.s3.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes one blob to its file. Confined to one thread. */
final class FileBlobWriter implements BlobWriter {
    private static final System.Logger LOG = System.getLogger(FileBlobWriter.class.getName());
    private static final int SPACE_CHECK_BYTES = 64 << 20;

    private final FileBlobStore store;
    private final BlobId id;
    private final FileChannel channel;
    private final BlockChecksums checksums = new BlockChecksums();
    private long length;
    private boolean committed;

    FileBlobWriter(FileBlobStore store, BlobId id) throws IOException {
        this.store = store;
        this.id = id;
        this.channel = FileChannel.open(store.temporary(id), store.writeOptions());
    }

    @Override
    public void write(byte[] block, int count) throws IOException {
        if (length % BLOCK_BYTES != 0) {
            throw new IllegalStateException("only the last block may be short");
        }
        if (length % SPACE_CHECK_BYTES == 0) {
            store.space().require(SPACE_CHECK_BYTES);
        }
        checksums.add(block, count);
        append(block, 0, count, length);
        length += count;
    }

    @Override
    public void commit() throws IOException {
        byte[] sums = checksums.encode(length);
        long at = DirectBuffers.roundUp(length);
        for (int offset = 0; offset < sums.length; offset += BLOCK_BYTES) {
            append(sums, offset, Math.min(BLOCK_BYTES, sums.length - offset), at + offset);
        }
        channel.force(false);
        channel.close();
        Path file = store.path(id);
        Files.move(store.temporary(id), file, StandardCopyOption.ATOMIC_MOVE);
        committed = true;
        FileBlobStore.syncDirectory(store.shelf(id));
    }

    @Override
    public void close() {
        if (committed) {
            return;
        }
        try {
            channel.close();
            Files.deleteIfExists(store.temporary(id));
        } catch (IOException e) {
            // Left in tmp/, which the next start clears.
            LOG.log(System.Logger.Level.WARNING, "an unfinished blob could not be removed", e);
        }
    }

    /** Writes bytes at an aligned position, filled with zeros up to the next. */
    private void append(byte[] bytes, int offset, int count, long position) throws IOException {
        ByteBuffer buffer = store.buffers().take();
        try {
            buffer.put(bytes, offset, count);
            while (buffer.position() % DirectBuffers.ALIGNMENT != 0) {
                buffer.put((byte) 0);
            }
            buffer.flip();
            long at = position;
            while (buffer.hasRemaining()) {
                at += channel.write(buffer, at);
            }
        } catch (IOException e) {
            throw DiskErrors.clearer(e);
        } finally {
            store.buffers().giveBack(buffer);
        }
    }
}
