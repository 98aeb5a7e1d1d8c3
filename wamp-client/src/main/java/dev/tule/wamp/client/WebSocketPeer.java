package dev.tule.wamp.client;

import dev.tule.http.WebSocket;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.transport.Transport;
import java.nio.ByteBuffer;

/** A WebSocket to a router. */
final class WebSocketPeer {
    private static final int NORMAL = 1000;
    private static final int PROTOCOL_ERROR = 1002;

    private WebSocketPeer() {}

    static WebSocket.Receiver of(
            WebSocket socket, Serializer serializer, Transport.Acceptor client) {
        Transport.Receiver receiver = client.accept(new Outgoing(socket, serializer));
        if (!socket.subprotocol().equals(serializer.subprotocol())) {
            socket.close(PROTOCOL_ERROR, "the subprotocol was not accepted");
        }
        return new Incoming(receiver);
    }

    private record Incoming(Transport.Receiver receiver) implements WebSocket.Receiver {
        @Override
        public void text(ByteBuffer utf8) {
            binary(utf8);
        }

        @Override
        public void binary(ByteBuffer message) {
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

    private record Outgoing(WebSocket socket, Serializer serializer) implements Transport {
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
