package dev.tule.wamp.client;

import dev.tule.http.Tcp;
import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.transport.RawSocket;
import dev.tule.wamp.transport.RawSocketReceiver;
import dev.tule.wamp.transport.Transport;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A RawSocket to a router: shakes hands first. */
final class RawSocketPeer extends RawSocketReceiver {
    private final Serializer serializer;
    private final Transport.Acceptor client;
    private final CompletableFuture<@Nullable Void> shaken;

    RawSocketPeer(
            Tcp tcp,
            Serializer serializer,
            int handshake,
            Transport.Acceptor client,
            CompletableFuture<@Nullable Void> shaken) {
        super(tcp, RawSocket.limitBytes(handshake));
        this.serializer = serializer;
        this.client = client;
        this.shaken = shaken;
        send(handshake);
    }

    @Override
    protected void malformed(MalformedMessage fault) {
        shaken.completeExceptionally(fault);
        super.malformed(fault);
    }

    @Override
    protected boolean handshake(int octets) {
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
        open(serializer, RawSocket.limitBytes(octets), client);
        shaken.complete(null);
        return true;
    }

    private boolean refused(String why) {
        shaken.completeExceptionally(new IOException(why));
        tcp().abort();
        return false;
    }

    @Override
    public void closed() {
        shaken.completeExceptionally(new IOException("the router closed the connection"));
        super.closed();
    }
}
