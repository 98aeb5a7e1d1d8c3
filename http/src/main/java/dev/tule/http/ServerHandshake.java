package dev.tule.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The server's side of the opening handshake (RFC 6455 section 4.2). */
final class ServerHandshake {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int KEY_BYTES = 16;
    private static final Set<String> LOCALHOST = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private ServerHandshake() {}

    /** What the handshake comes to. */
    sealed interface Answer {}

    /** It is refused with this status. */
    record Refused(int status, Headers headers) implements Answer {}

    /** It is accepted. */
    record Accepted(String key, String subprotocol, @Nullable WebSocketServerExtension extension)
            implements Answer {

        /** Answers, and makes a WebSocket of the connection; on its event loop. */
        void open(
                WebSocket.Endpoint endpoint,
                HttpConnection connection,
                WebSocketOptions options,
                Headers handshake) {
            boolean secure = Pipelines.tls(connection.channel()).isPresent();
            Headers answer = endpoint.answer(handshake, secure);
            WebSocketConnection socket =
                    new WebSocketConnection(
                            connection.channel(),
                            connection.supervisor(),
                            options,
                            subprotocol,
                            handshake,
                            answer,
                            true);
            connection.writeRaw(response(answer));
            Pipelines.takeOver(
                    connection.channel(),
                    () -> socket.open(endpoint::open),
                    WebSocketCodecs.server(options, extension, socket));
        }

        private ByteBuf response(Headers answer) {
            StringBuilder head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
            head.append("Upgrade: websocket\r\nConnection: Upgrade\r\n");
            head.append("Sec-WebSocket-Accept: ").append(accept(key)).append("\r\n");
            if (!subprotocol.isEmpty()) {
                head.append("Sec-WebSocket-Protocol: ").append(subprotocol).append("\r\n");
            }
            if (extension != null) {
                head.append("Sec-WebSocket-Extensions: ")
                        .append(WebSocketCodecs.responseHeader(extension))
                        .append("\r\n");
            }
            for (Headers.Field field : answer.fields()) {
                head.append(field.name()).append(": ").append(field.value()).append("\r\n");
            }
            return Unpooled.copiedBuffer(head.append("\r\n"), StandardCharsets.US_ASCII);
        }
    }

    /** Whether a request asks for a WebSocket. */
    static boolean isWanted(MultiMap headers) {
        return tokens(headers, "Upgrade").contains("websocket");
    }

    /** Judges a handshake. */
    static Answer answer(
            HttpServerRequest request,
            Headers handshake,
            WebSocket.Endpoint endpoint,
            WebSocketOptions options) {
        MultiMap headers = request.headers();
        String key = headers.get("Sec-WebSocket-Key");
        if (!request.method().name().equals("GET")
                || request.version() != HttpVersion.HTTP_1_1
                || !tokens(headers, "Connection").contains("upgrade")
                || key == null
                || !isKey(key.strip())) {
            return new Refused(400, Headers.none());
        }
        if (!"13".equals(headers.get("Sec-WebSocket-Version"))) {
            return new Refused(426, Headers.of("Sec-WebSocket-Version", "13"));
        }
        String origin = headers.get("Origin");
        if (origin != null && !isAllowed(origin, headers.get("Host"), options.allowedOrigins())) {
            return new Refused(403, Headers.none());
        }
        if (!endpoint.serves(handshake)) {
            return new Refused(421, Headers.none());
        }
        String subprotocol =
                choose(endpoint.subprotocols(), values(headers, "Sec-WebSocket-Protocol"));
        if (subprotocol == null) {
            return new Refused(400, Headers.none());
        }
        return new Accepted(
                key.strip(),
                subprotocol,
                options.compression()
                        ? WebSocketCodecs.negotiate(
                                values(headers, "Sec-WebSocket-Extensions"), options)
                        : null);
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static String accept(String key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /**
     * The first offered that is one of ours: the client's order is its preference (RFC 6455 section
     * 4.1). Empty where we have none; null where nothing fits.
     */
    static @Nullable String choose(List<String> ours, List<String> offered) {
        if (ours.isEmpty()) {
            return "";
        }
        for (String subprotocol : offered) {
            if (ours.contains(subprotocol)) {
                return subprotocol;
            }
        }
        return null;
    }

    /** Whether a browser's page of that origin may connect (RFC 6455 section 10.2). */
    static boolean isAllowed(String origin, @Nullable String host, Set<String> allowed) {
        if (allowed.contains("*") || allowed.contains(origin)) {
            return true;
        }
        try {
            URI uri = new URI(origin);
            String originHost = uri.getHost();
            if (originHost == null) {
                return false;
            }
            return LOCALHOST.contains(originHost.toLowerCase(Locale.ROOT))
                    || (host != null && originHost.equalsIgnoreCase(withoutPort(host)));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String withoutPort(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    /** The members of a list header, in lower case. */
    private static List<String> tokens(MultiMap headers, String name) {
        return values(headers, name).stream().map(v -> v.toLowerCase(Locale.ROOT)).toList();
    }

    /** The members of a list header (RFC 9110 section 5.6.1), in order. */
    private static List<String> values(MultiMap headers, String name) {
        List<String> members = new ArrayList<>();
        for (String line : headers.getAll(name)) {
            for (String member : line.split(",", -1)) {
                if (!member.isBlank()) {
                    members.add(member.strip());
                }
            }
        }
        return members;
    }
}
