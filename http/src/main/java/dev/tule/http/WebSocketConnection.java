package dev.tule.http;

import com.google.errorprone.annotations.concurrent.LazyInit;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket over a Netty channel whose pipeline decodes and encodes frames. Joins fragments,
 * answers pings, pings silent peers and does the closing handshake (RFC 6455 sections 5 and 7).
 * Fields are confined to the event loop.
 */
final class WebSocketConnection extends OpenConnection implements WebSocket {

    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int NO_CODE = 1005;
    private static final int TOO_BIG = 1009;
    private static final int INTERNAL_ERROR = 1011;
    private static final int MAX_CONTROL_BYTES = 125;
    private static final int MAX_REASON_BYTES = 123;

    /** What our own pings carry; the answer to it is not the receiver's business. */
    private static final byte[] KEEP_ALIVE = {'k', 'e', 'e', 'p'};

    /** In the place of a receiver that could not be made. */
    private static final Receiver NOBODY =
            new Receiver() {
                @Override
                public void text(ByteBuffer utf8) {}

                @Override
                public void binary(ByteBuffer message) {}

                @Override
                public void closed() {}
            };

    private final WebSocketOptions options;
    private final String subprotocol;
    private final Headers handshake;
    private final Headers answer;
    private final boolean server;
    @LazyInit private Receiver receiver;

    private @Nullable ByteBuf fragments;
    private boolean fragmentsAreText;
    private boolean heardSinceCheck = true;
    private long lastHeardNanos;
    private boolean pinged;
    private boolean closeSent;
    private boolean closeReceived;
    private boolean failed;

    WebSocketConnection(
            Channel channel,
            Supervisor supervisor,
            WebSocketOptions options,
            String subprotocol,
            Headers handshake,
            Headers answer,
            boolean server) {
        super(channel, supervisor);
        this.options = options;
        this.subprotocol = subprotocol;
        this.handshake = handshake;
        this.answer = answer;
        this.server = server;
    }

    /** Hands the connection to its endpoint; on the event loop, once it is in the pipeline. */
    void open(Function<WebSocket, Receiver> endpoint) {
        try {
            receiver = endpoint.apply(this);
        } catch (RuntimeException e) {
            receiver = NOBODY;
            failed(e);
        }
    }

    @Override
    public String subprotocol() {
        return subprotocol;
    }

    @Override
    public Headers handshake() {
        return handshake;
    }

    @Override
    public Headers answer() {
        return answer;
    }

    /** A frame of any kind but Close; the payload is the sender's array. */
    private static final class Message implements Outgoing {
        private final byte[] payload;
        private final Function<ByteBuf, WebSocketFrame> kind;

        Message(byte[] payload, Function<ByteBuf, WebSocketFrame> kind) {
            this.payload = payload;
            this.kind = kind;
        }

        @Override
        public long sizeBytes() {
            return payload.length;
        }

        @Override
        public Object encode() {
            return kind.apply(Unpooled.wrappedBuffer(payload));
        }
    }

    private record Close(int code, String reason) implements Outgoing {
        @Override
        public long sizeBytes() {
            return 0;
        }

        @Override
        public Object encode() {
            return code == NO_CODE
                    ? new CloseWebSocketFrame()
                    : new CloseWebSocketFrame(code, reason);
        }

        @Override
        public boolean last() {
            return true;
        }
    }

    @Override
    public void sendText(byte[] utf8) {
        enqueue(new Message(utf8, TextWebSocketFrame::new));
    }

    @Override
    public void sendBinary(byte[] message) {
        enqueue(new Message(message, BinaryWebSocketFrame::new));
    }

    @Override
    public void ping(byte[] payload) {
        if (payload.length > MAX_CONTROL_BYTES) {
            throw new IllegalArgumentException(
                    "a ping carries at most 125 bytes, not " + payload.length);
        }
        enqueue(new Message(payload, PingWebSocketFrame::new));
    }

    @Override
    public void close(int code, String reason) {
        if (reason.getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
            throw new IllegalArgumentException("a close reason takes at most 123 bytes");
        }
        Close close = new Close(code, reason);
        channel().eventLoop().execute(() -> startClose(close));
    }

    private void startClose(Close close) {
        if (closeSent) {
            return;
        }
        closeSent = true;
        enqueue(close);
        // A peer that doesn't read, or doesn't answer, shall not keep the connection.
        Duration timeout = options.closeTimeout();
        var _ =
                channel()
                        .eventLoop()
                        .schedule(this::closeChannel, timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (paused()) {
            resume();
        }
    }

    private void closeChannel() {
        var _ = channel().close();
    }

    @Override
    void lastSent() {
        if (failed) {
            // What the peer still sends must be read, else the reset would overtake our Close.
            Pipelines.endOutput(channel());
        } else if (closeReceived && server) {
            // The server ends the TCP connection first (RFC 6455 section 7.1.1); a client waits.
            var _ = channel().close();
        }
    }

    @Override
    void received(Object message) {
        heardSinceCheck = true;
        try {
            if (message instanceof WebSocketFrame frame) {
                frame(frame);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void frame(WebSocketFrame frame) {
        switch (frame) {
            case CloseWebSocketFrame close -> peerCloses(close);
            case PingWebSocketFrame ping -> answer(ping);
            case PongWebSocketFrame pong -> pong(pong.content());
            case ContinuationWebSocketFrame part -> append(part);
            case TextWebSocketFrame text -> first(text, true);
            case BinaryWebSocketFrame binary -> first(binary, false);
            default -> throw new IllegalStateException("unknown frame " + frame);
        }
    }

    private void first(WebSocketFrame frame, boolean text) {
        if (closeSent) {
            return;
        }
        if (frame.isFinalFragment()) {
            deliver(text, frame.content());
            return;
        }
        fragmentsAreText = text;
        fragments = channel().alloc().buffer(frame.content().readableBytes());
        fragments.writeBytes(frame.content());
    }

    private void append(ContinuationWebSocketFrame frame) {
        ByteBuf joined = fragments;
        if (joined == null) {
            return;
        }
        if (joined.readableBytes() + (long) frame.content().readableBytes()
                > options.maxMessageBytes()) {
            dropFragments();
            startClose(new Close(TOO_BIG, "message too big"));
            return;
        }
        joined.writeBytes(frame.content());
        if (frame.isFinalFragment()) {
            fragments = null;
            try {
                if (!closeSent) {
                    deliver(fragmentsAreText, joined);
                }
            } finally {
                joined.release();
            }
        }
    }

    private void deliver(boolean text, ByteBuf message) {
        if (message.readableBytes() > options.maxMessageBytes()) {
            startClose(new Close(TOO_BIG, "message too big"));
        } else if (text) {
            receiver.text(message.nioBuffer());
        } else {
            receiver.binary(message.nioBuffer());
        }
    }

    private void answer(PingWebSocketFrame ping) {
        // Only the latest ping needs an answer (RFC 6455 section 5.5.3): a peer that sends pings
        // and reads nothing shall not fill our memory.
        if (!closeSent && channel().isWritable()) {
            var _ = context().writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
        }
    }

    private void pong(ByteBuf payload) {
        ByteBuffer bytes = payload.nioBuffer();
        if (!bytes.equals(ByteBuffer.wrap(KEEP_ALIVE))) {
            receiver.pong(bytes);
        }
    }

    private void peerCloses(CloseWebSocketFrame close) {
        if (closeReceived) {
            return;
        }
        closeReceived = true;
        int code = close.statusCode() < 0 ? NO_CODE : close.statusCode();
        if (closeSent) {
            var _ = channel().close();
        } else {
            startClose(new Close(code, ""));
        }
        receiver.closing(code, close.reasonText());
    }

    @Override
    void failed(Throwable cause) {
        failed = true;
        switch (cause) {
            case CorruptedWebSocketFrameException corrupted ->
                    startClose(new Close(corrupted.closeStatus().code(), "protocol error"));
            case TooLongFrameException tooLong -> startClose(new Close(TOO_BIG, "frame too big"));
            case io.netty.handler.codec.DecoderException broken ->
                    startClose(new Close(PROTOCOL_ERROR, "protocol error"));
            default -> {
                logFailure(cause);
                startClose(new Close(INTERNAL_ERROR, ""));
            }
        }
    }

    @Override
    void closedByChannel() {
        dropFragments();
        receiver.closed();
    }

    private void dropFragments() {
        if (fragments != null) {
            fragments.release();
            fragments = null;
        }
    }

    @Override
    public void check(long nowNanos) {
        if (heardSinceCheck || paused()) {
            heardSinceCheck = false;
            pinged = false;
            lastHeardNanos = nowNanos;
            return;
        }
        long silent = nowNanos - lastHeardNanos;
        if (!pinged && silent > options.pingInterval().toNanos()) {
            pinged = true;
            enqueue(new Message(KEEP_ALIVE, PingWebSocketFrame::new));
        } else if (silent > options.pingInterval().toNanos() + options.pongTimeout().toNanos()) {
            cut();
        }
    }

    @Override
    public void drain() {
        startClose(new Close(GOING_AWAY, "the server is stopping"));
    }

    /** Closes without fault. */
    void close() {
        close(NORMAL, "");
    }
}
