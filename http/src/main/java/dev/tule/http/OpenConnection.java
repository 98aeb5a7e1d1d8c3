package dev.tule.http;

import com.google.errorprone.annotations.concurrent.LazyInit;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;

/**
 * A WebSocket or TCP connection, last in its Netty pipeline.
 *
 * <p>Sending: any thread puts a message into the queue; one task on the event loop moves messages
 * to the channel for as long as the channel is writable, then flushes once. What a slow peer leaves
 * waiting therefore stays in the queue as references to the senders' arrays, which many connections
 * share, and not as copies in socket buffers.
 *
 * <p>Fields without a note are confined to the event loop.
 */
abstract class OpenConnection extends ChannelInboundHandlerAdapter
        implements Connection, Supervisor.Supervised {

    private static final System.Logger LOG = System.getLogger(OpenConnection.class.getName());
    private static final long HIGH_WATER_BYTES = 256 * 1024;
    private static final long LOW_WATER_BYTES = 64 * 1024;

    private final Channel channel;
    private final Supervisor supervisor;
    private final InetSocketAddress remote;

    // Shared by senders and the event loop.
    private final Queue<Outgoing> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicBoolean aboveHighWater = new AtomicBoolean();
    private final List<Runnable> onWritable = new CopyOnWriteArrayList<>();
    private volatile boolean ended;
    private volatile boolean paused;

    @LazyInit private ChannelHandlerContext context;
    private boolean reading;
    private boolean lastMoved;

    /** A message in the queue. */
    interface Outgoing {
        long sizeBytes();

        /** What the pipeline takes for this message. */
        Object encode();

        /** Whether nothing may follow this message. */
        default boolean last() {
            return false;
        }
    }

    OpenConnection(Channel channel, Supervisor supervisor) {
        this.channel = channel;
        this.supervisor = supervisor;
        this.remote = Pipelines.remote(channel);
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

    /** Puts a message into the queue; nothing happens once the connection has ended. */
    final void enqueue(Outgoing message) {
        if (ended) {
            return;
        }
        if (queuedBytes.addAndGet(message.sizeBytes()) >= HIGH_WATER_BYTES) {
            aboveHighWater.set(true);
        }
        queue.add(message);
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

    /** Moves messages from the queue to the channel, while that takes them, and flushes once. */
    private void moveNow() {
        long bytes = 0;
        boolean moved = false;
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
            long sent = bytes;
            boolean last = lastMoved;
            // An empty write behind the others: done when they are.
            ChannelPromise promise = context.newPromise();
            promise.addListener(written -> taken(sent, last && written.isSuccess()));
            var _ = context.writeAndFlush(Unpooled.EMPTY_BUFFER, promise);
        }
    }

    private void taken(long bytes, boolean last) {
        if (last) {
            lastSent();
        }
        long left = queuedBytes.addAndGet(-bytes);
        if (left < LOW_WATER_BYTES && aboveHighWater.getAndSet(false)) {
            onWritable.forEach(Runnable::run);
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
