package dev.tule.http;

import com.google.errorprone.annotations.concurrent.LazyInit;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A TCP connection over a Netty channel. */
final class TcpConnection extends OpenConnection implements Tcp {

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    /** The end of the queue. */
    private static final Outgoing CLOSE =
            new Outgoing() {
                @Override
                public long sizeBytes() {
                    return 0;
                }

                @Override
                public Object encode() {
                    return Unpooled.EMPTY_BUFFER;
                }

                @Override
                public boolean last() {
                    return true;
                }
            };

    /** In the place of a receiver that could not be made. */
    private static final Receiver NOBODY =
            new Receiver() {
                @Override
                public void bytes(ByteBuffer bytes) {}

                @Override
                public void closed() {}
            };

    private final Tcp.Endpoint endpoint;
    @LazyInit private Receiver receiver;

    TcpConnection(Channel channel, Supervisor supervisor, Tcp.Endpoint endpoint) {
        super(channel, supervisor);
        this.endpoint = endpoint;
        Pipelines.keepAlive(channel);
    }

    /** Hands the connection to its endpoint; on the event loop, once it is in the pipeline. */
    void open() {
        try {
            receiver = endpoint.open(this);
        } catch (RuntimeException e) {
            receiver = NOBODY;
            failed(e);
        }
    }

    /** Parts that go out together; the arrays are the sender's. */
    private static final class Parts implements Outgoing {
        private final byte[][] parts;
        private final long sizeBytes;

        Parts(byte[][] parts) {
            this.parts = parts;
            long size = 0;
            for (byte[] part : parts) {
                size += part.length;
            }
            this.sizeBytes = size;
        }

        @Override
        public long sizeBytes() {
            return sizeBytes;
        }

        @Override
        public Object encode() {
            return Unpooled.wrappedBuffer(parts.length, parts);
        }

        @Override
        public byte[][] asSent() {
            return parts;
        }
    }

    @Override
    public void send(byte[]... parts) {
        enqueue(new Parts(parts));
    }

    @Override
    public void post(byte[]... parts) {
        var _ = put(new Parts(parts));
    }

    @Override
    public void flush() {
        sendNow();
    }

    @Override
    public void close() {
        enqueue(CLOSE);
        if (!channel().isActive()) {
            return;
        }
        // A peer that doesn't read shall not keep the connection.
        Future<?> patience =
                channel()
                        .eventLoop()
                        .schedule(this::cut, CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        channel().closeFuture().addListener(closed -> patience.cancel(false));
    }

    @Override
    void lastSent() {
        var _ = channel().close();
    }

    @Override
    void received(Object message) {
        try {
            if (message instanceof ByteBuf bytes && bytes.isReadable()) {
                receiver.bytes(bytes.nioBuffer());
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    void failed(Throwable cause) {
        logFailure(cause);
        var _ = channel().close();
    }

    @Override
    void closedByChannel() {
        receiver.closed();
    }

    @Override
    public void check(long nowNanos) {
        // The protocol above has its own idea of a dead peer.
    }

    @Override
    public void drain() {
        close();
    }
}
