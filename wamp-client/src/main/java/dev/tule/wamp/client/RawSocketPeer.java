package dev.tule.wamp.client;

import dev.tule.http.Tcp;
import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.transport.RawSocket;
import dev.tule.wamp.transport.RawSocket.Kind;
import dev.tule.wamp.transport.RawSocketDecoder;
import dev.tule.wamp.transport.RawSocketFrames;
import dev.tule.wamp.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A RawSocket to a router. Confined to the connection's event loop. */
final class RawSocketPeer implements Tcp.Receiver, RawSocketDecoder.Output {
    private final Tcp tcp;
    private final Serializer serializer;
    private final Transport.Acceptor client;
    private final CompletableFuture<@Nullable Void> shaken;
    private final RawSocketDecoder decoder;
    private Transport.@Nullable Receiver receiver;

    RawSocketPeer(
            Tcp tcp,
            Serializer serializer,
            int handshake,
            Transport.Acceptor client,
            CompletableFuture<@Nullable Void> shaken) {
        this.tcp = tcp;
        this.serializer = serializer;
        this.client = client;
        this.shaken = shaken;
        this.decoder = new RawSocketDecoder(RawSocket.limitBytes(handshake), this);
        tcp.send(ByteBuffer.allocate(4).putInt(handshake).array());
    }

    @Override
    public void bytes(ByteBuffer bytes) {
        try {
            decoder.feed(bytes);
        } catch (MalformedMessage e) {
            shaken.completeExceptionally(e);
            tcp.abort();
        }
        if (receiver != null) {
            receiver.flush();
        }
    }

    @Override
    public boolean handshake(int octets) {
        if (!RawSocket.isHandshake(octets)) {
            return refused("that is no RawSocket");
        }
        int id = RawSocket.serializerId(octets);
        if (id == 0) {
            return refused(
                    "the router refuses: "
                            + RawSocket.Refusal.of(octets)
                                    .map(Enum::name)
                                    .orElse("reason unknown"));
        }
        if (id != serializer.rawSocketId()) {
            return refused("the router speaks another serializer");
        }
        receiver = client.accept(new Outgoing(tcp, serializer, RawSocket.limitBytes(octets)));
        shaken.complete(null);
        return true;
    }

    private boolean refused(String why) {
        shaken.completeExceptionally(new IOException(why));
        tcp.abort();
        return false;
    }

    @Override
    public void frame(Kind kind, byte[] content) {
        switch (kind) {
            case MESSAGE -> {
                if (receiver != null) {
                    receiver.message(content);
                }
            }
            case PING -> tcp.send(RawSocket.headBytes(Kind.PONG, content.length), content);
            case PONG -> {}
        }
    }

    @Override
    public void closed() {
        shaken.completeExceptionally(new IOException("the router closed the connection"));
        if (receiver != null) {
            receiver.closed();
        }
    }

    private record Outgoing(Tcp tcp, Serializer serializer, int maxMessageBytes)
            implements Transport {
        @Override
        public void send(byte[][] messages) {
            tcp.send(RawSocketFrames.of(messages));
        }

        @Override
        public boolean writable() {
            return tcp.writable();
        }

        @Override
        public void onWritable(Runnable action) {
            tcp.onWritable(action);
        }

        @Override
        public void pause() {
            tcp.pause();
        }

        @Override
        public void resume() {
            tcp.resume();
        }

        @Override
        public void close() {
            tcp.close();
        }

        @Override
        public String description() {
            return "RawSocket " + tcp.remote();
        }
    }
}
