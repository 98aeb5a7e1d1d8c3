package dev.tule.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.util.List;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/**
 * All that rests on how Vert.x lays out its Netty pipelines, in one place; to be read again when
 * Vert.x changes.
 *
 * <p>Vert.x calls the connection handler of an HTTP server when the pipeline of a new connection is
 * complete and before the first byte is read: {@code [ssl] httpDecoder httpEncoder [chunkedWriter]
 * handler}. {@link HttpConnection} is put before {@code httpDecoder}. It sees the first byte and,
 * where that belongs to another protocol, takes out what Vert.x put in and puts in a handler of its
 * own; likewise at the end of a WebSocket handshake. So every protocol shares the port, the TLS and
 * the event loop of its connection, without a second socket or a copy of a byte.
 */
final class Pipelines {
    private static final String DECODER = "httpDecoder";
    private static final List<String> OF_VERTX =
            // The decoder goes last: on its way out it hands on the bytes it has not decoded.
            List.of("httpEncoder", "chunkedWriter", "handler", DECODER);

    private static final ByteBufAllocator HEAP = new UnpooledByteBufAllocator(false, true);

    /** Joins what the decoder could not decode yet with what came after it, on the heap. */
    private static final ByteToMessageDecoder.Cumulator HEAP_CUMULATOR =
            (allocator, before, after) ->
                    ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(HEAP, before, after);

    private Pipelines() {}

    static Channel channel(io.vertx.core.http.HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }

    static HttpConnection of(io.vertx.core.http.HttpConnection connection) {
        HttpConnection ours = channel(connection).pipeline().get(HttpConnection.class);
        if (ours == null) {
            throw new IllegalStateException("a request on a connection that has been taken over");
        }
        return ours;
    }

    /**
     * Has the system find out that a peer is gone without a word, within 90 s: it asks after 60 s
     * of silence, and again every 10 s, three times. For protocols that don't do so themselves.
     */
    static void keepAlive(Channel channel) {
        if (channel instanceof NioSocketChannel socket
                && channel.localAddress() instanceof InetSocketAddress) {
            socket.config().setOption(ChannelOption.SO_KEEPALIVE, true);
            setWhereKnown(socket, ExtendedSocketOptions.TCP_KEEPIDLE, 60);
            setWhereKnown(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, 10);
            setWhereKnown(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, 3);
        }
    }

    private static void setWhereKnown(
            NioSocketChannel socket, SocketOption<Integer> option, int value) {
        // Some systems have the option not; then theirs, often two hours, holds.
        socket.config().setOption(NioChannelOption.of(option), value);
    }

    /** Puts our handler before Vert.x's HTTP decoder. */
    static void guard(Channel channel, HttpConnection connection) {
        if (!isTls(channel)) {
            // A client may end its side after the request and still wait for the response.
            channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        }
        channel.pipeline().addBefore(DECODER, "tule", connection);
        ((ByteToMessageDecoder) channel.pipeline().get(DECODER)).setCumulator(HEAP_CUMULATOR);
    }

    /**
     * Bytes for Vert.x's decoder, on the heap; releases the given ones. Vert.x never releases what
     * it still holds for a paused request when the connection breaks: pooled buffers would be lost
     * for good, arrays are collected. Vert.x itself copies content from pooled buffers to the heap,
     * and takes heap buffers as they are, so nothing is copied twice.
     */
    static ByteBuf toHeap(ByteBuf bytes) {
        try {
            return Unpooled.wrappedBuffer(ByteBufUtil.getBytes(bytes));
        } finally {
            bytes.release();
        }
    }

    /**
     * Replaces Vert.x's handlers, and ours for HTTP, by those of another protocol; for clients too,
     * where Vert.x leaves a pipeline {@code [ssl] [chunkedWriter] handler}.
     *
     * @param open run when the new handlers are in and before they get the first byte
     */
    static void takeOver(Channel channel, Runnable open, ChannelHandler... handlers) {
        ChannelPipeline pipeline = channel.pipeline();
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
        channel.config().setAutoRead(true);
        for (ChannelHandler handler : handlers) {
            pipeline.addLast(handler);
        }
        open.run();
        for (String name : OF_VERTX) {
            if (pipeline.get(name) != null) {
                pipeline.remove(name);
            }
        }
        if (pipeline.get(HttpConnection.class) != null) {
            pipeline.remove(HttpConnection.class);
        }
    }

    static boolean isTls(Channel channel) {
        return channel.pipeline().get(SslHandler.class) != null;
    }

    /** Empty where the connection is plain; when bytes arrive, the handshake is done. */
    static Optional<TlsSession> tls(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        return tls == null
                ? Optional.empty()
                : Optional.of(
                        new TlsSession(
                                tls.engine().getSession(), !tls.engine().getUseClientMode()));
    }

    static InetSocketAddress remote(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? address
                : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Ends our side of the connection once all that was written has gone out. */
    static void endOutput(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound().addListener(done -> endOutputOfSocket(channel));
        } else {
            endOutputOfSocket(channel);
        }
    }

    private static void endOutputOfSocket(Channel channel) {
        if (channel instanceof DuplexChannel duplex && channel.isActive()) {
            duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        } else {
            var _ = channel.close();
        }
    }

    /**
     * Cuts the connection with a reset, past every handler, so that the peer can't take what it got
     * for the whole; on the event loop.
     */
    static void reset(Channel channel) {
        if (channel.isActive()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel.unsafe().close(channel.unsafe().voidPromise());
    }
}
