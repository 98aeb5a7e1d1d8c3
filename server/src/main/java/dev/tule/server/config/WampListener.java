package dev.tule.server.config;

import static dev.tule.wamp.transport.TransportDetails.Type.LONG_POLL;
import static dev.tule.wamp.transport.TransportDetails.Type.RAW_SOCKET;
import static dev.tule.wamp.transport.TransportDetails.Type.WEB_SOCKET;

import dev.tule.http.Limits;
import dev.tule.http.Tls;
import dev.tule.http.WebSocketOptions;
import dev.tule.wamp.router.authentication.Method;
import dev.tule.wamp.router.config.RouterLimits;
import dev.tule.wamp.transport.TransportDetails;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A place where WAMP is served, and how.
 *
 * @param name what the file calls it; {@link #WEB} is the web port
 * @param place where it is; empty for the web port, about which the command's options decide
 * @param setting the setting that decides about the place, for who has to change it: an option of
 *     the command, or a line of the file
 * @param transports those that are served, never {@link TransportDetails.Type#LOCAL}
 * @param methods by which clients may authenticate there, where their realm has them
 * @param tls what it shows to clients; empty for plain text
 * @param limits connections, requests, and how long one may take to begin
 * @param webSockets how WebSockets are served; whose pages may connect holds for long-poll, too
 */
public record WampListener(
        String name,
        Optional<Place> place,
        String setting,
        Set<TransportDetails.Type> transports,
        Set<Method> methods,
        Optional<Tls> tls,
        Limits limits,
        WebSocketOptions webSockets) {
    /** The name of the web port. */
    public static final String WEB = "web";

    static final String WEB_SETTING = "--web-port";

    /** All that a socket carries. */
    static final Set<TransportDetails.Type> ALL = EnumSet.of(WEB_SOCKET, LONG_POLL, RAW_SOCKET);

    /** What a batch adds to the longest message. */
    private static final int BATCH_BYTES = 1024;

    private static final Duration LONGEST_HEAD = Duration.ofHours(1);

    public WampListener {
        transports = Set.copyOf(transports);
        methods = Set.copyOf(methods);
    }

    /** Where a listener is. */
    public sealed interface Place {}

    /**
     * A TCP port.
     *
     * @param bind the address; empty for the one that {@code --bind} names
     * @param port 1 to 65535
     */
    public record Port(Optional<InetAddress> bind, int port) implements Place {}

    /** A Unix socket. */
    public record UnixSocket(Path path) implements Place {}

    /** The web port in plain text, with all transports. */
    static WampListener web(RouterLimits limits) {
        return new WampListener(
                WEB,
                Optional.empty(),
                WEB_SETTING,
                ALL,
                Method.ALL,
                Optional.empty(),
                http(limits),
                webSockets(limits));
    }

    /**
     * The address that it listens on; empty for a Unix socket.
     *
     * @param usual the address of those that name none
     */
    public Optional<InetAddress> bind(InetAddress usual) {
        return switch (place.orElse(null)) {
            case Port port -> Optional.of(port.bind().orElse(usual));
            case UnixSocket _ -> Optional.empty();
            case null -> Optional.of(usual);
        };
    }

    /**
     * Its port, where it is no Unix socket.
     *
     * @param web the web port
     */
    public int port(int web) {
        return place.orElse(null) instanceof Port port ? port.port() : web;
    }

    /** Whether another is the same, in whichever line of the file it stands. */
    public boolean same(WampListener other) {
        return new WampListener(
                        name, place, other.setting, transports, methods, tls, limits, webSockets)
                .equals(other);
    }

    /** A listener takes as many connections as the router, and hears messages as long. */
    static Limits http(RouterLimits limits) {
        Limits usual = Limits.defaults();
        Duration hello = limits.helloTimeout();
        return usual.withMaxConnections(limits.connections())
                .withTimeouts(
                        hello.compareTo(LONGEST_HEAD) < 0 ? hello : LONGEST_HEAD,
                        usual.idleTimeout());
    }

    static WebSocketOptions webSockets(RouterLimits limits) {
        int most = (int) Math.min(1L << 30, limits.message().messageBytes() + (long) BATCH_BYTES);
        return WebSocketOptions.defaults().withMaxBytes(most, most);
    }
}
