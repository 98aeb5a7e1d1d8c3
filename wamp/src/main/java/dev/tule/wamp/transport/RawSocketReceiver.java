package dev.tule.wamp.transport;

import dev.tule.http.Tcp;
import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.transport.RawSocket.Kind;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * WAMP over a RawSocket, at either end: the way in. What the peer's handshake means is left to the
 * end that it comes to. Pings are answered. Confined to the connection's event loop.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-rawsocket-transport">RawSocket
 *     Transport</a>
 */
public abstract class RawSocketReceiver implements Tcp.Receiver {
    private static final System.Logger LOG = System.getLogger(RawSocketReceiver.class.getName());

    private final Tcp tcp;
    private final RawSocketDecoder decoder;
    private Transport.@Nullable Receiver receiver;

    /**
     * @param limitBytes the longest message to take, as the handshake tells the peer
     */
    protected RawSocketReceiver(Tcp tcp, int limitBytes) {
        this.tcp = tcp;
        this.decoder = new RawSocketDecoder(limitBytes, new Frames());
    }

    /** Takes the peer's handshake; false where that ends the connection. */
    protected abstract boolean handshake(int octets);

    /** The connection is to end: the peer broke the framing. */
    protected void malformed(MalformedMessage fault) {
        LOG.log(Level.DEBUG, "RawSocket {0}: {1}", tcp.remote(), fault.getMessage());
        tcp.abort();
    }

    protected final Tcp tcp() {
        return tcp;
    }

    /** The handshake is done: messages go to the acceptor's receiver from now on. */
    protected final void open(
            Serializer serializer, int maxMessageBytes, Transport.Acceptor acceptor) {
        receiver = acceptor.accept(new RawSocketTransport(tcp, serializer, maxMessageBytes));
    }

    protected final void send(int octets) {
        tcp.send(ByteBuffer.allocate(4).putInt(octets).array());
    }

    @Override
    public final void bytes(ByteBuffer bytes) {
        try {
            decoder.feed(bytes);
        } catch (MalformedMessage e) {
            malformed(e);
        }
        if (receiver != null) {
            receiver.flush();
        }
    }

    @Override
    public void closed() {
        if (receiver != null) {
            receiver.closed();
        }
    }

    private final class Frames implements RawSocketDecoder.Output {
        @Override
        public boolean handshake(int octets) {
            return RawSocketReceiver.this.handshake(octets);
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
    }
}
