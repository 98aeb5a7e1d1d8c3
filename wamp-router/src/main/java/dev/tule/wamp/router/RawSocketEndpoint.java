package dev.tule.wamp.router;

import dev.tule.http.Tcp;
import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.transport.RawSocket;
import dev.tule.wamp.transport.RawSocket.Kind;
import dev.tule.wamp.transport.RawSocket.Refusal;
import dev.tule.wamp.transport.RawSocketDecoder;
import dev.tule.wamp.transport.RawSocketFrames;
import dev.tule.wamp.transport.Transport;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * WAMP over RawSocket.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#rawsocket">RawSocket Transport</a>
 */
final class RawSocketEndpoint implements Tcp.Endpoint {
    private static final System.Logger LOG = System.getLogger(RawSocketEndpoint.class.getName());

    /** How long a client that reads nothing may keep a closed connection. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final RouterCore router;

    RawSocketEndpoint(RouterCore router) {
        this.router = router;
    }

    @Override
    public Tcp.Receiver open(Tcp tcp) {
        return new Incoming(router, tcp);
    }

    /** Confined to the connection's event loop. */
    private static final class Incoming implements Tcp.Receiver, RawSocketDecoder.Output {
        private final RouterCore router;
        private final Tcp tcp;
        private final int limitBytes;
        private final RawSocketDecoder decoder;
        private final Timers.Timer handshakeTimer;
        private Transport.@Nullable Receiver receiver;

        Incoming(RouterCore router, Tcp tcp) {
            this.router = router;
            this.tcp = tcp;
            int most = router.limits().message().messageBytes();
            // What the handshake can say is a power of two: the largest not above our limit.
            this.limitBytes = RawSocket.limitBytes(RawSocket.handshake(Serializer.JSON, most));
            this.decoder = new RawSocketDecoder(limitBytes, this);
            this.handshakeTimer = router.timers().after(router.limits().helloTimeout(), tcp::abort);
        }

        @Override
        public void bytes(ByteBuffer bytes) {
            try {
                decoder.feed(bytes);
            } catch (MalformedMessage e) {
                LOG.log(Level.DEBUG, "RawSocket {0}: {1}", tcp.remote(), e.getMessage());
                tcp.abort();
            }
            if (receiver != null) {
                receiver.flush();
            }
        }

        @Override
        public boolean handshake(int octets) {
            handshakeTimer.cancel();
            if (!RawSocket.isHandshake(octets)) {
                tcp.abort();
                return false;
            }
            Optional<Serializer> serializer =
                    Serializer.ofRawSocketId(RawSocket.serializerId(octets));
            Refusal refusal = refusal(octets, serializer.isPresent());
            if (refusal != null || serializer.isEmpty()) {
                tcp.send(octets(refusal == null ? 0 : refusal.reply()));
                tcp.close();
                return false;
            }
            tcp.send(octets(RawSocket.handshake(serializer.get(), limitBytes)));
            int theirLimit = RawSocket.limitBytes(octets);
            receiver =
                    router.accept(
                            new RawSocketTransport(
                                    router.timers(), tcp, serializer.get(), theirLimit));
            return true;
        }

        private @Nullable Refusal refusal(int octets, boolean serializerKnown) {
            if (RawSocket.reservedBitsUsed(octets)) {
                return Refusal.RESERVED_BITS_USED;
            }
            if (!serializerKnown) {
                return Refusal.SERIALIZER_UNSUPPORTED;
            }
            return router.acceptsMore() ? null : Refusal.TOO_MANY_CONNECTIONS;
        }

        private static byte[] octets(int value) {
            return ByteBuffer.allocate(4).putInt(value).array();
        }

        @Override
        public void frame(Kind kind, byte[] content) {
            switch (kind) {
                case MESSAGE -> {
                    if (receiver != null) {
                        receiver.message(content);
                    }
                }
                case PING -> {
                    if (tcp.writable()) {
                        tcp.send(RawSocket.headBytes(Kind.PONG, content.length), content);
                    } else {
                        // It pings and reads nothing: the pongs would pile up here.
                        tcp.abort();
                    }
                }
                case PONG -> {}
            }
        }

        @Override
        public void closed() {
            handshakeTimer.cancel();
            if (receiver != null) {
                receiver.closed();
            }
        }
    }

    private record RawSocketTransport(
            Timers timers, Tcp tcp, Serializer serializer, int maxMessageBytes)
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
            var _ = timers.after(CLOSE_PATIENCE, tcp::abort);
        }

        @Override
        public String description() {
            return "RawSocket " + tcp.remote();
        }
    }
}
