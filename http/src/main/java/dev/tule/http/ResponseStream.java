package dev.tule.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.buffer.Unpooled;
import io.vertx.core.AsyncResult;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
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
    private static final int PIECE_BYTES = 32 * 1024;
    private static final long WINDOW_BYTES = 256 * 1024;

    private final HttpServerResponse response;
    private final OptionalLong length;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    @GuardedBy("lock")
    private long underWayBytes;

    @GuardedBy("lock")
    private @Nullable IOException failure;

    private byte[] piece = BufferedBody.NOTHING;
    private int filled;
    private long written;

    ResponseStream(HttpServerResponse response, OptionalLong length) {
        this.response = response;
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
        written += count;
        int from = offset;
        int left = count;
        while (left > 0) {
            if (filled == piece.length) {
                flush();
                piece = new byte[Math.max(PIECE_BYTES, Math.min(left, 2 * PIECE_BYTES))];
            }
            int n = Math.min(left, piece.length - filled);
            System.arraycopy(bytes, from, piece, filled, n);
            filled += n;
            from += n;
            left -= n;
        }
    }

    /** Sends what has been written, and waits where the client is slow. */
    @Override
    public void flush() throws IOException {
        if (filled == 0) {
            awaitWindow();
            return;
        }
        byte[] full = piece;
        int count = filled;
        // The piece belongs to the socket from here on.
        piece = BufferedBody.NOTHING;
        filled = 0;
        awaitWindow();
        lock.lock();
        try {
            underWayBytes += count;
        } finally {
            lock.unlock();
        }
        response.write(BufferInternal.buffer(Unpooled.wrappedBuffer(full, 0, count)))
                .onComplete(result -> sent(count, result));
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
     * The end of the content: what is still here, to go out with the response's end.
     *
     * @throws IOException when fewer bytes were written than declared
     */
    byte[] end() throws IOException {
        if (length.isPresent() && written != length.getAsLong()) {
            throw new IOException(
                    "the response's content ended after "
                            + written
                            + " of the declared "
                            + length.getAsLong()
                            + " bytes");
        }
        awaitWindow();
        return Arrays.copyOf(piece, filled);
    }
}
