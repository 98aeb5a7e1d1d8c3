package dev.tule.wamp.router;

import dev.tule.http.WebSocket;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.transport.Transport;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * WAMP over WebSocket: each message is a WebSocket message, text for JSON and binary for the
 * others.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-websocket-transport">WebSocket
 *     Transport</a>
 */
final class WebSocketEndpoint implements WebSocket.Endpoint {
    private static final int NORMAL = 1000;
    private static final int UNSUPPORTED_DATA = 1003;

    /** Binary first: they are cheaper. A client that can't has not offered them. */
    private static final List<String> SUBPROTOCOLS =
            List.of(
                    Serializer.MESSAGE_PACK.subprotocol(),
                    Serializer.CBOR.subprotocol(),
                    Serializer.JSON.subprotocol());

    private final RouterCore router;

    WebSocketEndpoint(RouterCore router) {
        this.router = router;
    }

    @Override
    public List<String> subprotocols() {
        return SUBPROTOCOLS;
    }

    @Override
    public WebSocket.Receiver open(WebSocket socket) {
        Serializer serializer = Serializer.ofSubprotocol(socket.subprotocol()).orElseThrow();
        WebSocketTransport transport = new WebSocketTransport(socket, serializer);
        return new Incoming(socket, serializer, router.accept(transport));
    }

    private record Incoming(WebSocket socket, Serializer serializer, Transport.Receiver receiver)
            implements WebSocket.Receiver {
        @Override
        public void text(ByteBuffer utf8) {
            take(serializer == Serializer.JSON ? utf8 : null);
        }

        @Override
        public void binary(ByteBuffer message) {
            take(serializer == Serializer.JSON ? null : message);
        }

        private void take(@Nullable ByteBuffer message) {
            if (message == null) {
                socket.close(UNSUPPORTED_DATA, "JSON is text, the others are binary");
                return;
            }
            byte[] bytes = new byte[message.remaining()];
            message.get(bytes);
            receiver.message(bytes);
            receiver.flush();
        }

        @Override
        public void closed() {
            receiver.closed();
        }
    }

    private record WebSocketTransport(WebSocket socket, Serializer serializer)
            implements Transport {
        @Override
        public int maxMessageBytes() {
            return Integer.MAX_VALUE;
        }

        @Override
        public void send(byte[][] messages) {
            for (byte[] message : messages) {
                if (serializer == Serializer.JSON) {
                    socket.sendText(message);
                } else {
                    socket.sendBinary(message);
                }
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
}
