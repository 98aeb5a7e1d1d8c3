package dev.tule.wamp.client;

import dev.tule.wamp.transport.Transport;
import java.io.IOException;
import java.net.URI;

/** Opens WebSockets and RawSockets to a router. */
final class SocketConnector implements Connector {
    private final URI router;

    private SocketConnector(URI router) {
        this.router = router;
    }

    static SocketConnector to(URI router, ClientOptions options) {
        return new SocketConnector(router);
    }

    @Override
    public void open(Transport.Acceptor client) throws IOException {
        throw new IOException("sockets are not here yet: " + router);
    }
}
