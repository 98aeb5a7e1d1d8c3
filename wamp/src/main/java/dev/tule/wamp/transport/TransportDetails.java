package dev.tule.wamp.transport;

import dev.tule.http.Connection;
import dev.tule.http.Headers;
import dev.tule.http.TlsSession;
import dev.tule.http.WebSocket;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the connection below a transport before the peer says a word: what
 * authentication may rest on, and what the session meta API tells of a session's {@code transport}.
 * Immutable.
 *
 * @param type what it is
 * @param peer the peer's address; empty within the process and for Unix sockets
 * @param tls what TLS knows; empty where the connection is plain
 * @param request the header fields of the HTTP request that opened it; none where there was none
 * @param answer the header fields that the server added to its answer, such as {@code Set-Cookie}
 */
public record TransportDetails(
        Type type,
        Optional<InetSocketAddress> peer,
        Optional<TlsSession> tls,
        Headers request,
        Headers answer) {

    /** The kinds of transports there are. */
    public enum Type {
        WEB_SOCKET("websocket"),
        RAW_SOCKET("rawsocket"),
        LONG_POLL("longpoll"),
        LOCAL("local");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        /** As messages have it. */
        public String word() {
            return word;
        }
    }

    /** Of a transport within the process. */
    public static TransportDetails local() {
        return new TransportDetails(
                Type.LOCAL, Optional.empty(), Optional.empty(), Headers.none(), Headers.none());
    }

    static TransportDetails of(WebSocket socket) {
        return new TransportDetails(
                Type.WEB_SOCKET, peer(socket), socket.tls(), socket.handshake(), socket.answer());
    }

    static TransportDetails ofRawSocket(Connection socket) {
        return new TransportDetails(
                Type.RAW_SOCKET, peer(socket), socket.tls(), Headers.none(), Headers.none());
    }

    private static Optional<InetSocketAddress> peer(Connection socket) {
        return socket.remote().getPort() == 0 ? Optional.empty() : Optional.of(socket.remote());
    }

    /** Whether others on the way can neither read nor change what is sent. */
    public boolean secure() {
        return tls.isPresent();
    }

    /** The certificate that the client showed, and those that signed it. */
    public List<X509Certificate> clientCertificates() {
        return tls.map(TlsSession::peerCertificates).orElse(List.of());
    }

    /** The TLS channel's id of that type: see {@link TlsSession#channelBinding}. */
    public Optional<byte[]> channelBinding(String bindingType) {
        return tls.flatMap(session -> session.channelBinding(bindingType));
    }

    /** The cookie of that name, as the client sent it or as the answer set it (RFC 6265). */
    public Optional<String> cookie(String name) {
        for (String line : answer.all("Set-Cookie")) {
            String first = line.split(";", 2)[0];
            if (first.startsWith(name + "=")) {
                return Optional.of(first.substring(name.length() + 1));
            }
        }
        for (String line : request.all("Cookie")) {
            for (String pair : line.split(";", -1)) {
                if (pair.strip().startsWith(name + "=")) {
                    return Optional.of(pair.strip().substring(name.length() + 1));
                }
            }
        }
        return Optional.empty();
    }
}
