package dev.tule.wamp.router.transport;

import dev.tule.http.Tcp;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.router.authentication.Method;
import dev.tule.wamp.router.connection.RouterCore;
import dev.tule.wamp.router.means.Timers;
import dev.tule.wamp.transport.RawSocket;
import dev.tule.wamp.transport.RawSocket.Refusal;
import dev.tule.wamp.transport.RawSocketReceiver;
import dev.tule.wamp.transport.Transport;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes RawSockets in, or refuses them with the reason.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-rawsocket-transport">RawSocket
 *     Transport</a>
 */
public final class RawSocketEndpoint implements Tcp.Endpoint {
    private final RouterCore router;
    private final Transport.Acceptor clients;

    /**
     * @param methods by which clients may authenticate here
     */
    public RawSocketEndpoint(RouterCore router, Set<Method> methods) {
        this.router = router;
        this.clients = router.offering(methods);
    }

    @Override
    public Tcp.Receiver open(Tcp tcp) {
        int most = router.limits().message().messageBytes();
        // What the handshake can say is a power of two: the largest not above our limit.
        int limitBytes = RawSocket.limitBytes(RawSocket.handshake(Serializer.JSON, most));
        return new Incoming(router, clients, tcp, limitBytes);
    }

    private static final class Incoming extends RawSocketReceiver {
        private final RouterCore router;
        private final Transport.Acceptor clients;
        private final int limitBytes;
        private final Timers.Timer handshakeTimer;

        Incoming(RouterCore router, Transport.Acceptor clients, Tcp tcp, int limitBytes) {
            super(tcp, limitBytes);
            this.router = router;
            this.clients = clients;
            this.limitBytes = limitBytes;
            this.handshakeTimer = router.timers().after(router.limits().helloTimeout(), tcp::abort);
        }

        @Override
        protected boolean handshake(int octets) {
            handshakeTimer.cancel();
            if (!RawSocket.isHandshake(octets)) {
                tcp().abort();
                return false;
            }
            Optional<Serializer> serializer =
                    Serializer.ofRawSocketId(RawSocket.serializerId(octets));
            Refusal refusal = refusal(octets, serializer.isPresent());
            if (refusal != null || serializer.isEmpty()) {
                send(refusal == null ? 0 : refusal.reply());
                tcp().close();
                return false;
            }
            send(RawSocket.handshake(serializer.get(), limitBytes));
            open(serializer.get(), RawSocket.limitBytes(octets), clients);
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

        @Override
        public void closed() {
            handshakeTimer.cancel();
            super.closed();
        }
    }
}
