package dev.tule.bench;

import dev.tule.wamp.Dict;
import dev.tule.wamp.Hello;
import dev.tule.wamp.Limits;
import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.Message;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.Uri;
import dev.tule.wamp.transport.RawSocket;
import dev.tule.wamp.transport.RawSocket.Kind;
import dev.tule.wamp.transport.RawSocketDecoder;
import dev.tule.wamp.transport.RawSocketFrames;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A session over RawSocket, in MessagePack, that takes little of the machine: a socket that its
 * thread writes to and reads from, many messages at a time, and nothing else. For one thread.
 */
final class ThinClient implements AutoCloseable {
    private static final Map<String, ?> ROLES =
            Map.of(
                    "caller", Map.of(),
                    "callee", Map.of(),
                    "publisher", Map.of(),
                    "subscriber", Map.of());
    private static final Serializer SERIALIZER = Serializer.MESSAGE_PACK;
    private static final int LIMIT_BYTES = 1 << 16;

    private final SocketChannel socket;
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(LIMIT_BYTES);
    private final RawSocketDecoder decoder = new RawSocketDecoder(LIMIT_BYTES, new Frames());
    private final ArrayDeque<byte[]> received = new ArrayDeque<>();
    private final List<byte[]> toSend = new ArrayList<>();

    private ThinClient(SocketChannel socket) {
        this.socket = socket;
    }

    private final class Frames implements RawSocketDecoder.Output {
        @Override
        public boolean handshake(int octets) {
            return RawSocket.isHandshake(octets);
        }

        @Override
        public void frame(Kind kind, byte[] content) {
            received.add(content);
        }
    }

    /** Opens a session on realm1. */
    static ThinClient join(Server server) throws IOException {
        URI at = server.rawSocket();
        SocketChannel socket =
                SocketChannel.open(new InetSocketAddress(at.getHost(), at.getPort()));
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        ThinClient client = new ThinClient(socket);
        int handshake = RawSocket.handshake(SERIALIZER, LIMIT_BYTES);
        socket.write(ByteBuffer.allocate(4).putInt(handshake).flip());
        client.ask(new Hello(Uri.of("realm1"), Dict.of("roles", ROLES)));
        return client;
    }

    /** Sends a message and waits for one. */
    void ask(Message message) throws IOException {
        add(message);
        send();
        skip(1);
    }

    /** Adds a message to those that go out next. */
    void add(Message message) {
        toSend.add(SERIALIZER.encode(message));
    }

    /** Sends what was added, at once. */
    void send() throws IOException {
        byte[][] frames = RawSocketFrames.of(toSend.toArray(byte[][]::new));
        toSend.clear();
        for (byte[] frame : frames) {
            ByteBuffer bytes = ByteBuffer.wrap(frame);
            while (bytes.hasRemaining()) {
                socket.write(bytes);
            }
        }
    }

    /** Waits for so many messages at least, and throws them away unread; how many they were. */
    int skip(int least) throws IOException {
        while (received.size() < least) {
            read();
        }
        int count = received.size();
        received.clear();
        return count;
    }

    /** Waits for messages; what has come. */
    List<Message> receive() throws IOException {
        while (received.isEmpty()) {
            read();
        }
        List<Message> messages = new ArrayList<>();
        for (byte[] each : received) {
            try {
                messages.add(SERIALIZER.decode(each, Limits.DEFAULT));
            } catch (MalformedMessage e) {
                throw new IOException(e);
            }
        }
        received.clear();
        return messages;
    }

    private void read() throws IOException {
        if (socket.read(incoming) < 0) {
            throw new EOFException("the router closed the connection");
        }
        try {
            decoder.feed(incoming.flip());
        } catch (MalformedMessage e) {
            throw new IOException(e);
        }
        incoming.clear();
    }

    /** Closes the connection; its thread, where it waits, is told so by an exception. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
