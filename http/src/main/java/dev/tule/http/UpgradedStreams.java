package dev.tule.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A connection that has been upgraded, as blocking streams. What arrives waits here up to {@link
 * #WINDOW_BYTES}; beyond, the socket fills and the peer waits. For one reader and one writer at a
 * time; closing is for any thread.
 */
final class UpgradedStreams implements Tcp.Receiver {
    private static final int WINDOW_BYTES = 64 * 1024;

    private final Tcp connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final InputStream input = new Input();
    private final OutputStream output = new Output();

    @GuardedBy("lock")
    private final Queue<byte[]> arrived = new ArrayDeque<>();

    @GuardedBy("lock")
    private int arrivedBytes;

    @GuardedBy("lock")
    private boolean ended;

    UpgradedStreams(Tcp connection) {
        this.connection = connection;
        connection.onWritable(this::signal);
    }

    /** Closing it cuts the connection. */
    InputStream input() {
        return input;
    }

    /** Closing it ends the connection when all has gone out. */
    OutputStream output() {
        return output;
    }

    @Override
    public void bytes(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        lock.lock();
        try {
            arrived.add(copy);
            arrivedBytes += copy.length;
            if (arrivedBytes >= WINDOW_BYTES) {
                connection.pause();
            }
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void closed() {
        lock.lock();
        try {
            ended = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void signal() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What has arrived next; null at the end. */
    private byte @Nullable [] next() {
        lock.lock();
        try {
            while (arrived.isEmpty() && !ended) {
                moved.awaitUninterruptibly();
            }
            byte[] piece = arrived.poll();
            if (piece != null) {
                boolean full = arrivedBytes >= WINDOW_BYTES;
                arrivedBytes -= piece.length;
                if (full && arrivedBytes < WINDOW_BYTES) {
                    connection.resume();
                }
            }
            return piece;
        } finally {
            lock.unlock();
        }
    }

    private final class Input extends InputStream {
        private ByteBuffer piece = ByteBuffer.allocate(0);

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            Objects.checkFromIndexSize(from, length, into.length);
            if (length == 0) {
                return 0;
            }
            if (!piece.hasRemaining()) {
                byte[] next = next();
                if (next == null) {
                    return -1;
                }
                piece = ByteBuffer.wrap(next);
            }
            int count = Math.min(length, piece.remaining());
            piece.get(into, from, count);
            return count;
        }

        @Override
        public void close() {
            connection.abort();
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            // The caller will use its array again, and the socket take this one later.
            byte[] copy = Arrays.copyOfRange(bytes, from, from + length);
            lock.lock();
            try {
                while (!connection.writable() && !ended) {
                    moved.awaitUninterruptibly();
                }
                if (ended) {
                    throw new IOException("the peer has ended the connection");
                }
            } finally {
                lock.unlock();
            }
            connection.send(copy);
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
