package dev.tule.vnet.link;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A link to a QEMU machine that was started with {@code -netdev
 * stream,server=on,addr.type=unix,addr.path=...}: each frame stands behind its length in four
 * bytes, big-endian (<a href="https://www.qemu.org/docs/master/system/invocation.html">QEMU's
 * network options</a>). QEMU listens, so that machines outlive this process: the link connects,
 * again and again, whichever side was restarted.
 *
 * <p>Reading is confined to the link's lane. Writing is done by whoever flushes, one thread at a
 * time: a thread that finds another one writing leaves it a note ({@code wanted}).
 */
public final class StreamLink implements Link {
    /** No frame of QEMU's is longer (NET_BUFSIZE); a longer one means that the stream is lost. */
    private static final int MOST_STREAM_FRAME = 4_096 + 65_536;

    private final Path path;
    private final Lane lane;
    private final StreamLinkConfig config;
    private final FrameQueue queue;
    private final AtomicInteger wanted = new AtomicInteger();
    private final AtomicLong droppedDown = new AtomicLong();
    private volatile @Nullable FrameReceiver receiver;
    private volatile @Nullable Connection connection;
    private volatile @Nullable Thread dialler;
    private volatile boolean closed;

    private final AtomicLong connects = new AtomicLong();
    private final AtomicLong framesIn = new AtomicLong();
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();

    /** The link begins to connect when it is opened. */
    public StreamLink(Path path, Lanes lanes, StreamLinkConfig config) {
        this.path = path;
        this.lane = lanes.take();
        this.config = config;
        this.queue = new FrameQueue(config.queueBytes());
    }

    @Override
    public void open(FrameReceiver to) {
        receiver = to;
        dial();
    }

    private void dial() {
        if (!closed) {
            dialler = Thread.ofVirtual().name("vnet-dial-" + path.getFileName()).start(this::knock);
        }
    }

    /** Tries until the other end is there; on a thread of its own, since it waits between tries. */
    private void knock() {
        while (!closed) {
            try {
                SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
                channel.configureBlocking(false);
                lane.execute(() -> connected(channel));
                return;
            } catch (IOException e) {
                // Not there yet, or no longer: that is what this loop is for.
                try {
                    Thread.sleep(config.retry());
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }

    private void connected(SocketChannel channel) {
        try {
            if (closed) {
                channel.close();
                return;
            }
            queue.clear();
            Connection made = new Connection(channel);
            made.key = channel.register(lane.selector(), SelectionKey.OP_READ, made);
            connects.incrementAndGet();
            connection = made;
        } catch (IOException e) {
            dial();
        }
    }

    @Override
    public boolean send(byte[] bytes, int from, int length) {
        if (connection == null) {
            droppedDown.incrementAndGet();
            return false;
        }
        return queue.offer(bytes, from, length);
    }

    @Override
    public void flush() {
        Connection to = connection;
        if (to == null || to.blocked || wanted.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            seen = wanted.get();
            to.write();
            seen = wanted.addAndGet(-seen);
        }
    }

    @Override
    public LinkStatistics statistics() {
        return new LinkStatistics(
                connection != null,
                connects.get(),
                framesIn.get(),
                bytesIn.get(),
                queue.frames(),
                queue.bytes(),
                queue.dropped(),
                droppedDown.get(),
                malformed.get());
    }

    @Override
    public void close() {
        closed = true;
        Thread knocking = dialler;
        if (knocking != null) {
            knocking.interrupt();
        }
        Connection open = connection;
        if (open != null) {
            open.end();
        }
    }

    /** One connection to the other end. */
    private final class Connection implements Lane.Ready {
        private final SocketChannel channel;
        private final byte[] bytes = new byte[config.readBytes()];
        private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
        private @Nullable SelectionKey key;
        private volatile boolean blocked;

        /** Bytes still to come of a frame too long to carry. */
        private int skip;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void ready(SelectionKey ready) {
            if (ready.isValid() && ready.isWritable()) {
                ready.interestOps(SelectionKey.OP_READ);
                blocked = false;
                flush();
            }
            if (ready.isValid() && ready.isReadable()) {
                read();
            }
        }

        private void read() {
            try {
                int count = channel.read(buffer);
                if (count < 0 || !takeFrames()) {
                    lost();
                }
            } catch (IOException e) {
                lost();
            }
        }

        /** Hands on the whole frames in the buffer; false when the stream makes no sense. */
        private boolean takeFrames() {
            FrameReceiver to = receiver;
            int end = buffer.position();
            int at = 0;
            while (to != null) {
                int skipped = Math.min(skip, end - at);
                skip -= skipped;
                at += skipped;
                if (end - at < FrameQueue.LENGTH_BYTES) {
                    break;
                }
                int length = buffer.getInt(at);
                if (length <= 0 || length > MOST_STREAM_FRAME) {
                    malformed.incrementAndGet();
                    return false;
                }
                if (length > MOST_FRAME_BYTES) {
                    malformed.incrementAndGet();
                    skip = FrameQueue.LENGTH_BYTES + length;
                    continue;
                }
                if (end - at < FrameQueue.LENGTH_BYTES + length) {
                    break;
                }
                framesIn.incrementAndGet();
                bytesIn.addAndGet(length);
                to.frame(bytes, at + FrameQueue.LENGTH_BYTES, length);
                at += FrameQueue.LENGTH_BYTES + length;
            }
            System.arraycopy(bytes, at, bytes, 0, end - at);
            buffer.position(end - at);
            if (to != null) {
                to.endOfBatch();
            }
            return true;
        }

        private void write() {
            try {
                if (!blocked && !queue.writeTo(channel)) {
                    blocked = true;
                    SelectionKey registered = key;
                    if (registered != null) {
                        registered.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                        lane.selector().wakeup();
                    }
                }
            } catch (IOException | CancelledKeyException e) {
                if (!closed) {
                    lane.execute(this::lost);
                }
            }
        }

        private void lost() {
            if (connection == this) {
                connection = null;
                end();
                dial();
            }
        }

        void end() {
            try {
                channel.close();
            } catch (IOException e) {
                System.getLogger(StreamLink.class.getName())
                        .log(System.Logger.Level.DEBUG, "closing " + path, e);
            }
        }
    }
}
