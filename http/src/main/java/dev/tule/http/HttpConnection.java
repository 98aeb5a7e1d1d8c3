package dev.tule.http;

import com.google.errorprone.annotations.concurrent.LazyInit;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP connection of a listener: sees the bytes before Vert.x's decoder does, so it can give
 * the connection to another protocol by its first byte, and knows in which phase it is, so each
 * phase has its time limit and its way to end.
 *
 * <p>Confined to the connection's event loop.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter implements Supervisor.Supervised {

    private enum Phase {
        /** Opened; nothing has arrived. */
        NEW,
        /** Between requests. */
        IDLE,
        /** Some of a request's head has arrived. */
        HEAD,
        /** A request is being answered. */
        EXCHANGE,
        /** Our side has ended; what still arrives is thrown away until the peer ends its side. */
        LINGER
    }

    private static final System.Logger LOG = System.getLogger(HttpConnection.class.getName());
    private static final int RAW_SOCKET = 0x7F;
    private static final Duration LINGER_TIMEOUT = Duration.ofSeconds(5);

    /** How long a client that owes us nothing is heard out before its connection is closed. */
    private static final long PARTING_MILLIS = 100;

    /** While lingering a peer may send much that was under way, but not for ever. */
    private static final long LINGER_BYTES = 64L * 1024 * 1024;

    private final Listener listener;
    private final Supervisor supervisor;
    private final Channel channel;

    @LazyInit private ChannelHandlerContext context;
    private Phase phase = Phase.NEW;
    private long deadlineNanos;
    private @Nullable Exchange exchange;
    private boolean inputEnded;
    private boolean draining;
    private boolean takenOver;
    private long lingeredBytes;

    /** What has come while a request was answered that asks for another protocol. */
    private final Queue<ByteBuf> held = new ArrayDeque<>();

    // What the last check saw, to notice a stall.
    private long bytesIn;
    private long seenBytesIn;
    private long seenOutput;
    private long lastProgressNanos;

    HttpConnection(Listener listener, Supervisor supervisor, Channel channel) {
        this.listener = listener;
        this.supervisor = supervisor;
        this.channel = channel;
        this.deadlineNanos = in(listener.limits().headTimeout());
    }

    private static long in(Duration timeout) {
        return System.nanoTime() + timeout.toNanos();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        this.context = added;
        supervisor.add(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        supervisor.remove(this);
    }

    Channel channel() {
        return channel;
    }

    Supervisor supervisor() {
        return supervisor;
    }

    boolean draining() {
        return draining;
    }

    /** Whether the client has ended its side, so that no further request can come. */
    boolean inputEnded() {
        return inputEnded;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        int bytes = ((ByteBuf) message).readableBytes();
        bytesIn += bytes;
        if (phase == Phase.LINGER) {
            ReferenceCountUtil.release(message);
            lingeredBytes += bytes;
            if (lingeredBytes > LINGER_BYTES) {
                Pipelines.reset(channel);
            }
            return;
        }
        Exchange current = exchange;
        if (current != null && current.asksForUpgrade()) {
            // Whose these bytes are, the response will tell.
            held.add((ByteBuf) message);
            channel.config().setAutoRead(false);
            return;
        }
        if (bytes > 0 && phase == Phase.NEW && isRawSocket((ByteBuf) message)) {
            takeOverForTcp(message);
            return;
        }
        if (bytes > 0 && (phase == Phase.NEW || phase == Phase.IDLE)) {
            phase = Phase.HEAD;
            deadlineNanos = in(listener.limits().headTimeout());
        }
        ctx.fireChannelRead(Pipelines.toHeap((ByteBuf) message));
    }

    private boolean isRawSocket(ByteBuf first) {
        return listener.config().tcp() != null
                && first.getUnsignedByte(first.readerIndex()) == RAW_SOCKET;
    }

    private void takeOverForTcp(Object firstBytes) {
        Tcp.Endpoint endpoint = listener.config().tcp();
        if (endpoint == null) {
            throw new IllegalStateException("no endpoint for TCP");
        }
        takenOver = true;
        TcpConnection connection = new TcpConnection(channel, supervisor, endpoint);
        Pipelines.takeOver(channel, connection::open, connection);
        // From our old place on: in front of it stands TLS, which has seen these bytes already.
        context.fireChannelRead(firstBytes);
    }

    /** Answers 101, and makes blocking streams of the connection. */
    UpgradedStreams upgraded(Headers headers) {
        takenOver();
        AtomicReference<UpgradedStreams> streams = new AtomicReference<>();
        TcpConnection connection =
                new TcpConnection(
                        channel,
                        supervisor,
                        opened -> {
                            UpgradedStreams made = new UpgradedStreams(opened);
                            streams.set(made);
                            return made;
                        });
        StringBuilder head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
        head.append("Connection: Upgrade\r\n");
        for (Headers.Field field : headers.fields()) {
            head.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        writeRaw(Unpooled.copiedBuffer(head.append("\r\n"), StandardCharsets.ISO_8859_1));
        Pipelines.takeOver(channel, connection::open, connection);
        ByteBuf next = held.poll();
        while (next != null) {
            context.fireChannelRead(next);
            next = held.poll();
        }
        return streams.get();
    }

    /** Reads what was held back as what it is: further requests. */
    private void readHeld() {
        if (!held.isEmpty()) {
            List<ByteBuf> pieces = List.copyOf(held);
            held.clear();
            channel.config().setAutoRead(true);
            pieces.forEach(piece -> channelRead(context, piece));
            // Until a read is over, Vert.x doesn't flush what is answered to it.
            context.fireChannelReadComplete();
        }
    }

    private void dropHeld() {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }

    /** A request's head has arrived. */
    void request(HttpServerRequest request) {
        phase = Phase.EXCHANGE;
        lastProgressNanos = System.nanoTime();
        Exchange begun = new Exchange(listener, this, request);
        exchange = begun;
        try {
            begun.begin();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a request could not be taken in", e);
            Pipelines.reset(channel);
        }
    }

    /** A request's head could not be read. Vert.x closes the connection after the next response. */
    void malformed(int status) {
        writeRaw(status);
        linger();
    }

    /** The WebSocket handshake is done: another handler has the channel. */
    void takenOver() {
        takenOver = true;
        exchange = null;
    }

    /** An exchange is over: response written, request content read. */
    void ended(Exchange over) {
        if (exchange == over) {
            exchange = null;
            if (phase == Phase.EXCHANGE) {
                phase = Phase.IDLE;
                deadlineNanos = in(listener.limits().idleTimeout());
                if (draining || inputEnded) {
                    part();
                } else {
                    readHeld();
                }
            }
        }
    }

    /**
     * Ends a connection whose requests have come in whole. A client that keeps it in a pool would
     * not notice our end before its next request, so we don't wait for its own; but for a moment,
     * since one that sends again just now would be reset, and might lose the response by it.
     */
    void part() {
        linger();
        var _ =
                channel.eventLoop()
                        .schedule(this::endIfSilent, PARTING_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void endIfSilent() {
        if (lingeredBytes == 0) {
            var _ = context.close();
        }
    }

    /** Ends our side, and the connection when the peer has ended its own. */
    void linger() {
        if (phase == Phase.LINGER || !channel.isActive()) {
            return;
        }
        phase = Phase.LINGER;
        dropHeld();
        deadlineNanos = in(LINGER_TIMEOUT);
        exchange = null;
        if (inputEnded) {
            var _ = context.close();
            return;
        }
        channel.config().setAutoRead(true);
        context.flush();
        Pipelines.endOutput(channel);
    }

    /** Writes past the HTTP encoder. */
    void writeRaw(ByteBuf bytes) {
        var _ = context.writeAndFlush(bytes, context.voidPromise());
    }

    private void writeRaw(int status) {
        String head =
                "HTTP/1.1 "
                        + io.netty.handler.codec.http.HttpResponseStatus.valueOf(status)
                        + "\r\nDate: "
                        + HttpDate.now()
                        + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        writeRaw(Unpooled.copiedBuffer(head, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        switch (event) {
            case ChannelInputShutdownEvent end -> {
                inputEnded = true;
                ctx.fireUserEventTriggered(event);
                Exchange current = exchange;
                if (current != null) {
                    current.inputEnded();
                } else {
                    var _ = context.close();
                }
            }
            case SslCloseCompletionEvent end -> {
                if (phase == Phase.LINGER) {
                    var _ = context.close();
                } else {
                    ctx.fireUserEventTriggered(event);
                }
            }
            case SslHandshakeCompletionEvent done -> ctx.fireUserEventTriggered(event);
            default ->
                    // Vert.x's own shutdown event would cut the connection under a response that
                    // is still being written: draining is ours.
                    ReferenceCountUtil.release(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        supervisor.remove(this);
        dropHeld();
        Exchange current = exchange;
        exchange = null;
        if (current != null) {
            current.disconnected();
        }
        ctx.fireChannelInactive();
    }

    InetSocketAddress remote() {
        return Pipelines.remote(channel);
    }

    @Override
    public void check(long nowNanos) {
        Exchange current = exchange;
        if (current != null) {
            if (stalled(current, nowNanos)) {
                Pipelines.reset(channel);
            }
        } else if (nowNanos - deadlineNanos > 0) {
            if (phase == Phase.HEAD) {
                malformed(408);
            } else {
                var _ = context.close();
            }
        }
    }

    /** Whether one side has waited for the other through the idle timeout and no byte moved. */
    private boolean stalled(Exchange current, long nowNanos) {
        long output = outputProgress();
        boolean outputWaits = output != 0;
        boolean moved = (outputWaits && output != seenOutput) || bytesIn != seenBytesIn;
        seenOutput = output;
        seenBytesIn = bytesIn;
        if (moved || !(outputWaits || current.awaitsContent())) {
            lastProgressNanos = nowNanos;
            return false;
        }
        return nowNanos - lastProgressNanos > listener.limits().idleTimeout().toNanos();
    }

    /** A number that changes as bytes go out; 0 where none wait. */
    private long outputProgress() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer == null || buffer.isEmpty()) {
            return 0;
        }
        long progress =
                31 * (31 * buffer.totalPendingWriteBytes() + buffer.currentProgress())
                        + System.identityHashCode(buffer.current());
        return progress == 0 ? 1 : progress;
    }

    @Override
    public void drain() {
        draining = true;
        if (exchange == null && !takenOver && (phase == Phase.NEW || phase == Phase.IDLE)) {
            // Nothing of a request has arrived: there is nothing to wait for, and a pool of idle
            // connections would otherwise hold up the stop.
            var _ = context.close();
        } else if (exchange == null && !takenOver && phase != Phase.LINGER) {
            linger();
        }
    }

    @Override
    public void cut() {
        Pipelines.reset(channel);
    }
}
