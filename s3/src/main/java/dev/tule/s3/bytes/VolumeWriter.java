package dev.tule.s3.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the newest volume. One thread takes what waits, writes it in one go, syncs once, and
 * answers all: virtual threads that each synced would hold their carriers and sync one by one.
 *
 * <p>The volume is filled with zeros some way ahead, so that a sync has no change of the file's
 * length to write. After a start the records of the last volume are walked to find its end; what a
 * crash tore there is written over. After an error a volume is not appended to again: what a failed
 * sync left on disk is unknown.
 */
final class VolumeWriter implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(VolumeWriter.class.getName());
    private static final int BATCH_BYTES = 2 << 20;
    private static final int AHEAD_BYTES = 8 << 20;
    private static final int WAITING = 1024;

    private final VolumeStore store;
    private final int volumeBytes;
    private final DiskSpace space;
    private final BlockingQueue<Append> waiting = new ArrayBlockingQueue<>(WAITING);
    private final Thread thread;
    private volatile boolean closed;

    // Confined to the writer's thread.
    private final ByteBuffer batch = ByteBuffer.allocateDirect(BATCH_BYTES);
    private @Nullable Active active;

    /** One that waits. Not a record: two of them are never the same. */
    private static final class Append {
        final byte[] owner;
        final byte[] body;
        final boolean last;
        final CompletableFuture<Appended> done = new CompletableFuture<>();

        Append(byte[] owner, byte[] body, boolean last) {
            this.owner = owner;
            this.body = body;
            this.last = last;
        }

        int sizeBytes() {
            return VolumeRecord.sizeBytes(owner.length, body.length);
        }
    }

    /** The volume being written, and its channel, which no reader shares. */
    private static final class Active {
        final Volume volume;
        final FileChannel channel;
        int end;
        long filledTo;

        Active(Volume volume, FileChannel channel, int end, long filledTo) {
            this.volume = volume;
            this.channel = channel;
            this.end = end;
            this.filledTo = filledTo;
        }
    }

    VolumeWriter(VolumeStore store, int volumeBytes, DiskSpace space) {
        this.store = store;
        this.volumeBytes = volumeBytes;
        this.space = space;
        this.thread = Thread.ofPlatform().name("s3-volume-writer").daemon().start(this::run);
    }

    Appended append(byte[] owner, byte[] body) throws IOException {
        Append append = new Append(owner, body, false);
        if (append.sizeBytes() > BATCH_BYTES) {
            throw new IllegalArgumentException("a record of " + body.length + " bytes");
        }
        try {
            waiting.put(append);
            if (closed) {
                append.done.completeExceptionally(new IOException("the volumes are closed"));
            }
            return append.done.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting to write", e);
        } catch (CompletionException e) {
            throw new IOException(e.getCause() == null ? e : e.getCause());
        }
    }

    @Override
    public void close() {
        try {
            waiting.put(new Append(new byte[0], new byte[0], true));
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Append> taken = new ArrayList<>();
        Append next = null;
        try {
            while (true) {
                Append first = next != null ? next : waiting.take();
                if (first.last) {
                    break;
                }
                next = take(first, taken);
                write(taken);
                taken.clear();
            }
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.ERROR, "nobody may interrupt the volumes' writer", e);
        } finally {
            finish();
        }
    }

    /** Takes as many as fit in a batch and a volume; returns one that didn't. */
    private @Nullable Append take(Append first, List<Append> taken) {
        int bytes = first.sizeBytes();
        taken.add(first);
        Append next;
        while ((next = waiting.poll()) != null) {
            bytes += next.sizeBytes();
            if (next.last || bytes > BATCH_BYTES) {
                return next;
            }
            taken.add(next);
        }
        return null;
    }

    private void write(List<Append> taken) {
        List<Appended> appended = new ArrayList<>(taken.size());
        try {
            int bytes = taken.stream().mapToInt(Append::sizeBytes).sum();
            Active to = room(bytes);
            batch.clear();
            for (Append append : taken) {
                int offset = to.end + batch.position();
                VolumeRecord.write(batch, to.volume.number(), append.owner, append.body);
                to.volume.expect();
                appended.add(
                        new Appended(
                                to.volume,
                                new VolumeLocation(
                                        to.volume.number(),
                                        offset,
                                        append.owner.length,
                                        append.body.length)));
            }
            batch.flip();
            writeFully(to.channel, batch, to.end);
            to.channel.force(false);
            to.end += bytes;
            for (int i = 0; i < taken.size(); i++) {
                taken.get(i).done.complete(appended.get(i));
            }
        } catch (IOException | RuntimeException e) {
            abandon();
            appended.forEach(Appended::close);
            Throwable cause = e instanceof IOException io ? DiskErrors.clearer(io) : e;
            taken.forEach(append -> append.done.completeExceptionally(cause));
        }
    }

    /** The active volume, with so many bytes of zeros ahead. */
    private Active room(int bytes) throws IOException {
        Active current = active;
        if (current == null) {
            current = resume();
        }
        if (current.end > 0 && (long) current.end + bytes > volumeBytes) {
            seal(current);
            current = start();
        }
        active = current;
        while (current.filledTo < current.end + bytes) {
            space.require(AHEAD_BYTES);
            ByteBuffer zeros = ByteBuffer.allocateDirect(AHEAD_BYTES);
            writeFully(current.channel, zeros, current.filledTo);
            current.channel.force(true);
            current.filledTo += AHEAD_BYTES;
        }
        return current;
    }

    private Active resume() throws IOException {
        Optional<Volume> newest = store.newest().filter(volume -> !volume.isSealed());
        if (newest.isEmpty()) {
            return start();
        }
        Volume volume = newest.get();
        long size = volume.sizeBytes();
        VolumeWalk walk = new VolumeWalk(volume, size);
        while (walk.next()) {
            // Only to find the end.
        }
        if (!walk.isAtEnd()) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "volume {0} is damaged at {1}; it is left as it is",
                    volume.number(),
                    walk.offset());
            volume.seal();
            return start();
        }
        FileChannel channel = FileChannel.open(volume.path(), StandardOpenOption.WRITE);
        // What follows the end may be torn: zeros, that a walk stops at.
        channel.truncate(walk.offset());
        return new Active(volume, channel, walk.offset(), walk.offset());
    }

    private Active start() throws IOException {
        Volume volume = store.create();
        return new Active(volume, FileChannel.open(volume.path(), StandardOpenOption.WRITE), 0, 0);
    }

    private void seal(Active current) throws IOException {
        active = null;
        try (FileChannel channel = current.channel) {
            channel.truncate(current.end);
            channel.force(true);
        } finally {
            current.volume.seal();
            store.consider(current.volume);
        }
    }

    private void abandon() {
        Active failed = active;
        active = null;
        if (failed != null) {
            failed.volume.seal();
            try {
                failed.channel.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.ERROR, "a volume could not be closed", e);
            }
        }
    }

    private void finish() {
        closed = true;
        IOException why = new IOException("the volumes are closed");
        Append left;
        while ((left = waiting.poll()) != null) {
            left.done.completeExceptionally(why);
        }
        Active last = active;
        if (last != null) {
            try (FileChannel channel = last.channel) {
                channel.truncate(last.end);
                channel.force(true);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.ERROR, "a volume could not be closed", e);
            }
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer buffer, long position)
            throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
    }
}
