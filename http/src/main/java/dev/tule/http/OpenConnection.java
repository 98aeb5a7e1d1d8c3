package dev.tule.http;

import com.google.errorprone.annotations.concurrent.LazyInit;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket or TCP connection, last in its Netty pipeline.
 *
 * <p>Sending: any thread puts a message into the queue; one task on the event loop moves messages
 * to the channel for as long as the channel is writable, then flushes once. What a slow peer leaves
 * waiting therefore stays in the queue as references to the senders' arrays, which many connections
 * share, and not as copies in socket buffers.
 *
 * <p>Over plain TCP a sender may write to the socket itself ({@link #sendNow}), as long as nothing
 * of the connection waits in the channel. Whoever moves messages out, a sender or the event loop,
 * is alone at it: {@code movers} counts those who came, and the one who is at it looks again for
 * each of them.
 *
 * <p>Fields without a note are confined to the event loop.
 */
abstract class OpenConnection extends ChannelInboundHandlerAdapter
        implements Connection, Supervisor.Supervised {

    private static final System.Logger LOG = System.getLogger(OpenConnection.class.getName());
    private static final long HIGH_WATER_BYTES = 256 * 1024;
    private static final long LOW_WATER_BYTES = 64 * 1024;
    private static final int JOINED_BYTES = 32 * 1024;

    /** What is sent in quicker succession is cheaper left to the event loop, which joins it. */
    private static final long SPARSE_NANOS = 30_000;

    private final Channel channel;
    private final Supervisor supervisor;
    private final InetSocketAddress remote;

    // Shared by senders and the event loop.
    private final Queue<Outgoing> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicBoolean aboveHighWater = new AtomicBoolean();
    private final List<Runnable> onWritable = new CopyOnWriteArrayList<>();
    private final AtomicInteger movers = new AtomicInteger();

    /** How many flushes of the channel are not done yet. */
    private final AtomicInteger inChannel = new AtomicInteger();

    private final @Nullable SocketChannel socket;

    /** When something was last moved out. */
    private volatile long movedAt = System.nanoTime();

    private volatile boolean ended;
    private volatile boolean paused;

    // Of the one who moves.
    private boolean lastMoved;
    private @Nullable ByteBuf begun;

    @LazyInit private ChannelHandlerContext context;
    private boolean reading;

    /** A message in the queue. */
    interface Outgoing {
        long sizeBytes();

        /** What the pipeline takes for this message. */
        Object encode();

        /** The bytes as they are to reach the socket; null where the pipeline makes them. */
        default byte @Nullable [][] asSent() {
            return null;
        }

        /** Whether nothing may follow this message. */
        default boolean last() {
            return false;
        }
    }

    OpenConnection(Channel channel, Supervisor supervisor) {
        this.channel = channel;
        this.supervisor = supervisor;
        this.remote = Pipelines.remote(channel);
        this.socket = OpenSockets.of(channel);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        this.context = added;
        supervisor.add(this);
    }

    final Channel channel() {
        return channel;
    }

    final ChannelHandlerContext context() {
        return context;
    }

    @Override
    public final InetSocketAddress remote() {
        return remote;
    }

    @Override
    public final Optional<TlsSession> tls() {
        return Pipelines.tls(channel);
    }

    @Override
    public final long queuedBytes() {
        return queuedBytes.get();
    }

    @Override
    public final boolean writable() {
        return queuedBytes.get() < HIGH_WATER_BYTES;
    }

    @Override
    public final void onWritable(Runnable action) {
        onWritable.add(action);
    }

    @Override
    public final void pause() {
        paused = true;
        channel.config().setAutoRead(false);
    }

    @Override
    public final void resume() {
        paused = false;
        channel.config().setAutoRead(true);
    }

    final boolean paused() {
        return paused;
    }

    /** Puts a message into the queue, and sees to it that it goes out. */
    final void enqueue(Outgoing message) {
        if (put(message)) {
            schedule();
        }
    }

    /** Puts a message into the queue; false once the connection has ended. */
    final boolean put(Outgoing message) {
        if (ended) {
            return false;
        }
        if (queuedBytes.addAndGet(message.sizeBytes()) >= HIGH_WATER_BYTES) {
            aboveHighWater.set(true);
        }
        queue.add(message);
        return true;
    }

    private void schedule() {
        if (!scheduled.getAndSet(true)) {
            channel.eventLoop().execute(this::move);
        }
    }

    private void move() {
        scheduled.set(false);
        if (!reading) {
            moveNow();
        }
    }

    private void moveNow() {
        if (movers.getAndIncrement() == 0) {
            int seen = 1;
            do {
                moveToChannel();
                seen = movers.addAndGet(-seen);
            } while (seen != 0);
        }
    }

    /**
     * Sends what is in the queue: on this thread, where that can be and little is sent, else on the
     * event loop.
     */
    final void sendNow() {
        if (socket == null
                || channel.eventLoop().inEventLoop()
                || System.nanoTime() - movedAt < SPARSE_NANOS) {
            schedule();
        } else if (movers.getAndIncrement() == 0) {
            int seen = 1;
            do {
                moveToSocket(socket);
                seen = movers.addAndGet(-seen);
            } while (seen != 0);
        }
    }

    /** Writes once; what is left, or comes meanwhile, the event loop sees to. */
    private void moveToSocket(SocketChannel open) {
        if (begun == null && inChannel.get() == 0) {
            byte[] bytes = joined();
            if (bytes.length > 0) {
                try {
                    ByteBuffer buffer = ByteBuffer.wrap(bytes);
                    int written = open.write(buffer);
                    movedAt = System.nanoTime();
                    begun = buffer.hasRemaining() ? Unpooled.wrappedBuffer(buffer) : null;
                    taken(written, false);
                } catch (IOException e) {
                    channel.eventLoop().execute(() -> exceptionCaught(context, e));
                }
            }
        }
        if (begun != null || !queue.isEmpty()) {
            schedule();
        }
    }

    /** The bytes of the messages that wait, as many as make a write, as far as they can be told. */
    private byte[] joined() {
        List<byte[]> parts = new ArrayList<>();
        int size = 0;
        while (size < JOINED_BYTES) {
            Outgoing message = queue.peek();
            byte[][] asSent = message == null || message.last() ? null : message.asSent();
            if (asSent == null) {
                break;
            }
            queue.poll();
            for (byte[] part : asSent) {
                parts.add(part);
                size += part.length;
            }
        }
        return parts.size() == 1 ? parts.getFirst() : join(parts, size);
    }

    private static byte[] join(List<byte[]> parts, int size) {
        ByteBuffer joined = ByteBuffer.allocate(size);
        parts.forEach(joined::put);
        return joined.array();
    }

    /** Moves messages from the queue to the channel, while that takes them, and flushes once. */
    private void moveToChannel() {
        long bytes = 0;
        boolean moved = false;
        if (begun != null) {
            bytes = begun.readableBytes();
            moved = true;
            var _ = context.write(begun, context.voidPromise());
            begun = null;
        }
        while (!lastMoved && channel.isWritable()) {
            Outgoing message = queue.poll();
            if (message == null) {
                break;
            }
            bytes += message.sizeBytes();
            moved = true;
            lastMoved = message.last();
            var _ = context.write(message.encode(), context.voidPromise());
        }
        if (moved) {
            movedAt = System.nanoTime();
            long sent = bytes;
            boolean last = lastMoved;
            // An empty write behind the others: done when they are.
            ChannelPromise promise = context.newPromise();
            inChannel.incrementAndGet();
            promise.addListener(
                    written -> {
                        inChannel.decrementAndGet();
                        taken(sent, last && written.isSuccess());
                    });
            var _ = context.writeAndFlush(Unpooled.EMPTY_BUFFER, promise);
        }
    }

    private void taken(long bytes, boolean last) {
        if (last) {
            lastSent();
        }
        long left = queuedBytes.addAndGet(-bytes);
        if (left < LOW_WATER_BYTES && aboveHighWater.getAndSet(false)) {
            if (channel.eventLoop().inEventLoop()) {
                onWritable.forEach(Runnable::run);
            } else {
                channel.eventLoop().execute(() -> onWritable.forEach(Runnable::run));
            }
        }
    }

    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        reading = true;
        received(message);
    }

    @Override
    public final void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        moveNow();
    }

    @Override
    public final void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            moveNow();
        }
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) {
        if (ended) {
            return;
        }
        ended = true;
        supervisor.remove(this);
        queue.clear();
        queuedBytes.set(0);
        try {
            closedByChannel();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a receiver failed at the end of " + this, e);
        }
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // What TLS dislikes, the decoder wraps: a fault of the peer, as a broken socket is.
        if (cause instanceof IOException || cause.getCause() instanceof SSLException) {
            LOG.log(System.Logger.Level.DEBUG, () -> this + " broke: " + cause.getMessage());
            var _ = channel.close();
        } else {
            failed(cause);
        }
    }

    @Override
    public final void abort() {
        channel.eventLoop().execute(this::cut);
    }

    @Override
    public final void cut() {
        Pipelines.reset(channel);
    }

    final void logFailure(Throwable cause) {
        LOG.log(System.Logger.Level.ERROR, "the receiver of " + this + " failed", cause);
    }

    /** Takes a message from the pipeline, and releases it. */
    abstract void received(Object message) throws Exception;

    /** The message that nothing may follow has gone out. */
    abstract void lastSent();

    /** Something other than the socket failed: a decoder or a receiver. */
    abstract void failed(Throwable cause);

    /** The channel has closed; called once. */
    abstract void closedByChannel();

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + remote + "]";
    }
}
