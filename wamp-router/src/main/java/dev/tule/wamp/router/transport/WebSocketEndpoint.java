package dev.tule.wamp.router.transport;

import dev.tule.http.Headers;
import dev.tule.http.WebSocket;
import dev.tule.wamp.router.connection.RouterCore;
import dev.tule.wamp.transport.Subprotocol;
import dev.tule.wamp.transport.WebSocketTransport;
import java.util.List;

/** Takes WebSockets in: those of each serializer, batched or not. */
public final class WebSocketEndpoint implements WebSocket.Endpoint {
    private static final List<String> SUBPROTOCOLS =
            Subprotocol.all().stream().map(Subprotocol::name).toList();

    private final RouterCore router;

    public WebSocketEndpoint(RouterCore router) {
        this.router = router;
    }

    @Override
    public List<String> subprotocols() {
        return SUBPROTOCOLS;
    }

    @Override
    public Headers answer(Headers handshake, boolean secure) {
        return router.cookies().answer(handshake, secure, router.cookieLifetime());
    }

    @Override
    public WebSocket.Receiver open(WebSocket socket) {
        return WebSocketTransport.open(socket, router);
    }
}
