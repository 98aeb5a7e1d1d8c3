package dev.tule.wamp.transport;

import dev.tule.http.WebSocket;
import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.Serializer;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * WAMP over a WebSocket, at either end: each message is a WebSocket message, text for JSON and
 * binary for the others; or, with a batched subprotocol, each WebSocket message holds as many WAMP
 * messages as were ready.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-websocket-transport">WebSocket
 *     Transport</a>
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-message-batching">Message
 *     Batching</a>
 */
public final class WebSocketTransport implements Transport {
    private static final int NORMAL = 1000;
    private static final int PROTOCOL_ERROR = 1002;
    private static final int UNSUPPORTED_DATA = 1003;

    private final WebSocket socket;
    private final Subprotocol subprotocol;

    private WebSocketTransport(WebSocket socket, Subprotocol subprotocol) {
        this.socket = socket;
        this.subprotocol = subprotocol;
    }

    /**
     * Makes a transport of an open WebSocket, which must have one of WAMP's subprotocols; else it
     * is closed.
     *
     * @param acceptor makes the receiver of the transport
     */
    public static WebSocket.Receiver open(WebSocket socket, Acceptor acceptor) {
        Optional<Subprotocol> agreed = Subprotocol.of(socket.subprotocol());
        if (agreed.isEmpty()) {
            socket.close(PROTOCOL_ERROR, "no subprotocol of WAMP was agreed on");
            return new Nobody();
        }
        WebSocketTransport transport = new WebSocketTransport(socket, agreed.get());
        return new Incoming(socket, agreed.get(), acceptor.accept(transport));
    }

    /** In the place of a receiver. */
    private record Nobody() implements WebSocket.Receiver {
        @Override
        public void text(ByteBuffer utf8) {}

        @Override
        public void binary(ByteBuffer message) {}

        @Override
        public void closed() {}
    }

    private record Incoming(WebSocket socket, Subprotocol subprotocol, Receiver receiver)
            implements WebSocket.Receiver {
        @Override
        public void text(ByteBuffer utf8) {
            take(isText(subprotocol) ? utf8 : null);
        }

        @Override
        public void binary(ByteBuffer message) {
            take(isText(subprotocol) ? null : message);
        }

        private void take(@Nullable ByteBuffer message) {
            if (message == null) {
                socket.close(UNSUPPORTED_DATA, "JSON is text, the others are binary");
                return;
            }
            byte[] bytes = new byte[message.remaining()];
            message.get(bytes);
            try {
                if (subprotocol.batched()) {
                    Batch.split(subprotocol.serializer(), bytes, receiver::message);
                } else {
                    receiver.message(bytes);
                }
            } catch (MalformedMessage e) {
                socket.close(PROTOCOL_ERROR, String.valueOf(e.getMessage()));
            }
            receiver.flush();
        }

        @Override
        public void closed() {
            receiver.closed();
        }
    }

    private static boolean isText(Subprotocol subprotocol) {
        return subprotocol.serializer() == Serializer.JSON;
    }

    @Override
    public Serializer serializer() {
        return subprotocol.serializer();
    }

    @Override
    public TransportDetails details() {
        return TransportDetails.of(socket);
    }

    @Override
    public int maxMessageBytes() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void send(byte[][] messages) {
        if (subprotocol.batched()) {
            for (byte[] batch : Batch.join(subprotocol.serializer(), messages)) {
                sendOne(batch);
            }
            return;
        }
        for (byte[] message : messages) {
            sendOne(message);
        }
    }

    private void sendOne(byte[] message) {
        if (isText(subprotocol)) {
            socket.sendText(message);
        } else {
            socket.sendBinary(message);
        }
    }

    @Override
    public boolean writable() {
        return socket.writable();
    }

    @Override
    public void onWritable(Runnable action) {
        socket.onWritable(action);
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
    }

    @Override
    public void close() {
        socket.close(NORMAL, "");
    }

    @Override
    public String description() {
        return "WebSocket " + socket.remote();
    }
}
