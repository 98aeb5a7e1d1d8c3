package dev.tule.wamp.router.transport;

import dev.tule.http.Headers;
import dev.tule.http.WebSocket;
import dev.tule.wamp.router.authentication.Method;
import dev.tule.wamp.router.connection.RouterCore;
import dev.tule.wamp.transport.Subprotocol;
import dev.tule.wamp.transport.Transport;
import dev.tule.wamp.transport.WebSocketTransport;
import java.util.List;
import java.util.Set;

/** Takes WebSockets in: those of each serializer, batched or not. */
public final class WebSocketEndpoint implements WebSocket.Endpoint {
    private static final List<String> SUBPROTOCOLS =
            Subprotocol.all().stream().map(Subprotocol::name).toList();

    private final RouterCore router;
    private final Transport.Acceptor clients;
    private final boolean cookies;

    /**
     * @param methods by which clients may authenticate here
     */
    public WebSocketEndpoint(RouterCore router, Set<Method> methods) {
        this.router = router;
        this.clients = router.offering(methods);
        this.cookies = methods.contains(Method.COOKIE);
    }

    @Override
    public List<String> subprotocols() {
        return SUBPROTOCOLS;
    }

    @Override
    public Headers answer(Headers handshake, boolean secure) {
        return cookies
                ? router.cookies().answer(handshake, secure, router.cookieLifetime())
                : Headers.none();
    }

    @Override
    public WebSocket.Receiver open(WebSocket socket) {
        return WebSocketTransport.open(socket, clients);
    }
}
