package dev.tule.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A response's content as a blocking stream: a write waits while more than {@link #WINDOW_BYTES}
 * are on their way to the socket. The lock guards the bytes under way and the failure; the rest is
 * confined to the writer's thread.
 */
final class ResponseStream extends OutputStream {
    private static final int PIECE_BYTES = 64 * 1024;
    private static final long WINDOW_BYTES = 256 * 1024;

    private final HttpServerResponse response;
    private final ByteBufAllocator allocator;
    private final OptionalLong length;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    @GuardedBy("lock")
    private long underWayBytes;

    @GuardedBy("lock")
    private @Nullable IOException failure;

    /** What has not been handed to the socket yet; null where that is nothing. */
    private @Nullable ByteBuf piece;

    private long written;

    /**
     * @param allocator of the connection: pieces are filled where the socket takes them from
     */
    ResponseStream(HttpServerResponse response, ByteBufAllocator allocator, OptionalLong length) {
        this.response = response;
        this.allocator = allocator;
        this.length = length;
    }

    /** The connection has broken: writes fail from now on. */
    void fail(IOException cause) {
        lock.lock();
        try {
            if (failure == null) {
                failure = cause;
            }
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the connection has broken. */
    boolean isBroken() {
        lock.lock();
        try {
            return failure != null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        if (length.isPresent() && written + count > length.getAsLong()) {
            throw new IOException(
                    "the response's content is longer than the declared "
                            + length.getAsLong()
                            + " bytes");
        }
        int from = offset;
        int left = count;
        while (left > 0) {
            ByteBuf to = room();
            int n = Math.min(left, to.writableBytes());
            to.writeBytes(bytes, from, n);
            written += n;
            from += n;
            left -= n;
        }
    }

    /** A piece that has room, no larger than what is still to come. */
    private ByteBuf room() throws IOException {
        ByteBuf last = piece;
        if (last != null && last.isWritable()) {
            return last;
        }
        flush();
        long toCome = length.orElse(Long.MAX_VALUE) - written;
        int size = (int) Math.min(PIECE_BYTES, toCome);
        ByteBuf next = allocator.directBuffer(size, size);
        piece = next;
        return next;
    }

    /** Sends what has been written, and waits where the client is slow. */
    @Override
    public void flush() throws IOException {
        awaitWindow();
        ByteBuf full = piece;
        if (full == null) {
            return;
        }
        // It belongs to the socket from here on.
        piece = null;
        int count = full.readableBytes();
        lock.lock();
        try {
            underWayBytes += count;
        } finally {
            lock.unlock();
        }
        // Vert.x does not release what it writes.
        response.write(BufferInternal.buffer(full))
                .onComplete(
                        result -> {
                            full.release();
                            sent(count, result);
                        });
    }

    /** Lets go of what has not been sent: nothing more will be. */
    void discard() {
        ByteBuf unsent = piece;
        piece = null;
        if (unsent != null) {
            unsent.release();
        }
    }

    private void sent(int count, AsyncResult<Void> result) {
        lock.lock();
        try {
            underWayBytes -= count;
            if (result.failed() && failure == null) {
                failure = new IOException("the connection broke", result.cause());
            }
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitWindow() throws IOException {
        lock.lock();
        try {
            while (failure == null && underWayBytes >= WINDOW_BYTES) {
                moved.await();
            }
            if (failure != null) {
                throw new IOException(failure.getMessage(), failure);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while writing a response");
        } finally {
            lock.unlock();
        }
    }

    /**
     * The end of the content: what is still here, to go out with the response's end and to be
     * released then.
     *
     * @throws IOException when fewer bytes were written than declared
     */
    ByteBuf end() throws IOException {
        if (length.isPresent() && written != length.getAsLong()) {
            throw new IOException(
                    "the response's content ended after "
                            + written
                            + " of the declared "
                            + length.getAsLong()
                            + " bytes");
        }
        awaitWindow();
        ByteBuf rest = piece;
        piece = null;
        return rest == null ? Unpooled.EMPTY_BUFFER : rest;
    }
}
