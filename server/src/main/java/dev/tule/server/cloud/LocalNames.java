package dev.tule.server.cloud;

import dev.tule.http.Handler;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import dev.tule.http.Response;
import dev.tule.http.WebSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Lets a server that listens on loopback answer to this machine's own names alone. A page of the
 * web could otherwise have its own name resolve to 127.0.0.1 and read the console from the user's
 * browser (DNS rebinding).
 *
 * @param next answers what passes
 */
record LocalNames(Handler next) implements Handler {
    private static final Pattern LOCAL =
            Pattern.compile("(localhost|.+\\.localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?");

    /** The guard where the address is a loopback one, else the handler itself. */
    static Handler guard(InetAddress bind, Handler next) {
        return bind.isLoopbackAddress() ? new LocalNames(next) : next;
    }

    /** The same for WebSockets, whose {@code Origin} would be the page's own name, too. */
    static WebSocket.Endpoint guard(InetAddress bind, WebSocket.Endpoint next) {
        return bind.isLoopbackAddress() ? new Sockets(next) : next;
    }

    private static boolean isLocal(String authority) {
        return LOCAL.matcher(authority.toLowerCase(Locale.ROOT)).matches();
    }

    private record Sockets(WebSocket.Endpoint next) implements WebSocket.Endpoint {
        @Override
        public boolean serves(Headers handshake) {
            return isLocal(handshake.first("Host").orElse("")) && next.serves(handshake);
        }

        @Override
        public List<String> subprotocols() {
            return next.subprotocols();
        }

        @Override
        public Headers answer(Headers handshake, boolean secure) {
            return next.answer(handshake, secure);
        }

        @Override
        public WebSocket.Receiver open(WebSocket socket) {
            return next.open(socket);
        }
    }

    @Override
    public Response handle(Request request) throws Exception {
        if (isLocal(request.authority())) {
            return next.handle(request);
        }
        return new Response.Bytes(
                421,
                Headers.of("Content-Type", "text/plain; charset=utf-8"),
                "This server answers to localhost; --bind opens it to other names.\n"
                        .getBytes(StandardCharsets.UTF_8));
    }
}
