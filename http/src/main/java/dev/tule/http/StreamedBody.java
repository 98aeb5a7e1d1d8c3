package dev.tule.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A body read from the socket as the handler reads it. The event loop puts pieces into a queue and
 * is given credit for as many as the reader has taken out, so no more than {@link #CREDIT} pieces
 * wait here; the socket fills, and the client waits.
 *
 * <p>The lock guards the queue and its end; the rest is confined to the reader's thread.
 */
final class StreamedBody implements Body {

    /** Pieces asked for ahead of the reader; a piece is at most 64 KiB. */
    private static final int CREDIT = 8;

    private final HttpServerRequest request;
    private final OptionalLong length;
    private final Runnable sendContinue;
    private final InputStream stream = new Stream();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();

    @GuardedBy("lock")
    private final Queue<Piece> pieces = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean ended;

    @GuardedBy("lock")
    private boolean discarding;

    @GuardedBy("lock")
    private @Nullable IOException failure;

    @GuardedBy("lock")
    private boolean readerWaits;

    @GuardedBy("lock")
    private long receivedBytes;

    private boolean started;
    private int taken;
    private @Nullable ByteBuf current;

    /** One buffer as it came. */
    private record Piece(ByteBuf bytes) {}

    /**
     * A body of a paused request; on the event loop.
     *
     * @param sendContinue run before the first byte is asked for
     * @param onEnd run on the event loop when the last byte has arrived
     */
    StreamedBody(
            HttpServerRequest request, OptionalLong length, Runnable sendContinue, Runnable onEnd) {
        this.request = request;
        this.length = length;
        this.sendContinue = sendContinue;
        request.handler(this::arrive);
        request.endHandler(
                end -> {
                    end();
                    onEnd.run();
                });
    }

    @Override
    public InputStream stream() {
        return stream;
    }

    @Override
    public OptionalLong length() {
        return length;
    }

    private void arrive(Buffer buffer) {
        lock.lock();
        try {
            receivedBytes += buffer.length();
            if (!discarding && buffer.length() > 0) {
                pieces.add(new Piece(((BufferInternal) buffer).getByteBuf()));
                arrived.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The rest will not come. */
    void fail(IOException cause) {
        lock.lock();
        try {
            if (!ended && failure == null) {
                failure = cause;
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Throws away what is queued and all that still comes. */
    void discard() {
        lock.lock();
        try {
            discarding = true;
            pieces.clear();
        } finally {
            lock.unlock();
        }
        fetch(Long.MAX_VALUE);
    }

    boolean ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a reader waits for the client, or the client's rest is being thrown away. */
    boolean awaitsContent() {
        lock.lock();
        try {
            return !ended && (readerWaits || discarding);
        } finally {
            lock.unlock();
        }
    }

    /** How much has not arrived yet; empty where the length is unknown. */
    OptionalLong missingBytes() {
        lock.lock();
        try {
            return length.isPresent()
                    ? OptionalLong.of(length.getAsLong() - receivedBytes)
                    : OptionalLong.empty();
        } finally {
            lock.unlock();
        }
    }

    private void fetch(long pieceCount) {
        try {
            request.fetch(pieceCount);
        } catch (IllegalStateException alreadyRead) {
            // Vert.x says so when the last piece has come in the meantime: all is here.
            if (!ended()) {
                throw alreadyRead;
            }
        }
    }

    /** The next piece; null at the end. */
    private @Nullable ByteBuf next() throws IOException {
        if (!started) {
            started = true;
            sendContinue.run();
            fetch(CREDIT);
        }
        lock.lock();
        try {
            readerWaits = pieces.isEmpty();
            while (pieces.isEmpty() && failure == null && !ended) {
                arrived.await();
            }
            readerWaits = false;
            Piece piece = pieces.poll();
            if (piece != null) {
                return piece.bytes;
            }
            if (failure != null) {
                throw new IOException(failure.getMessage(), failure);
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading a request's content");
        } finally {
            lock.unlock();
        }
    }

    private void returnCredit() {
        taken++;
        if (taken == CREDIT / 2) {
            taken = 0;
            fetch(CREDIT / 2);
        }
    }

    private final class Stream extends InputStream {
        private @Nullable ByteBuf piece() throws IOException {
            ByteBuf piece = current;
            if (piece != null && piece.isReadable()) {
                return piece;
            }
            if (piece != null) {
                returnCredit();
            }
            current = next();
            return current;
        }

        @Override
        public int read() throws IOException {
            ByteBuf piece = piece();
            return piece == null ? -1 : piece.readUnsignedByte();
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            Objects.checkFromIndexSize(offset, count, bytes.length);
            if (count == 0) {
                return 0;
            }
            ByteBuf piece = piece();
            if (piece == null) {
                return -1;
            }
            int n = Math.min(count, piece.readableBytes());
            piece.readBytes(bytes, offset, n);
            return n;
        }

        @Override
        public int available() {
            ByteBuf piece = current;
            return piece == null ? 0 : piece.readableBytes();
        }
    }

    static IOException cutShort() {
        return new EOFException("the client ended the connection before the request was complete");
    }
}
