package dev.tule.server.cloud;

import static dev.tule.wamp.transport.TransportDetails.Type.LOCAL;
import static dev.tule.wamp.transport.TransportDetails.Type.LONG_POLL;
import static dev.tule.wamp.transport.TransportDetails.Type.RAW_SOCKET;
import static dev.tule.wamp.transport.TransportDetails.Type.WEB_SOCKET;

import dev.tule.http.HttpServer;
import dev.tule.http.Listener;
import dev.tule.http.ListenerConfig;
import dev.tule.http.Network;
import dev.tule.server.config.WampListener;
import dev.tule.server.config.WampListener.Port;
import dev.tule.server.config.WampListener.UnixSocket;
import dev.tule.wamp.transport.TransportDetails;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place where WAMP clients come in.
 *
 * @param config what the file says of it
 * @param bind the address; empty for a Unix socket
 */
record OpenListener(WampListener config, Optional<InetAddress> bind, HttpServer server) {
    static final String WEB_SOCKET_PATH = "/ws";

    /**
     * Opens a listener.
     *
     * @param served what is served there
     * @throws ConfigurationError where it can't be opened
     */
    static OpenListener open(
            Network network, WampListener config, Settings settings, ListenerConfig served)
            throws ConfigurationError {
        Optional<InetAddress> bind = config.bind(settings.bind());
        HttpServer server =
                switch (config.place().orElse(null)) {
                    case UnixSocket socket -> openSocket(network, config, socket.path(), served);
                    case Port port -> openPort(network, config, bind, port.port(), served);
                    case null -> openPort(network, config, bind, settings.webPort(), served);
                };
        return new OpenListener(config, bind, server);
    }

    private static HttpServer openPort(
            Network network,
            WampListener config,
            Optional<InetAddress> bind,
            int port,
            ListenerConfig served)
            throws ConfigurationError {
        return listening(config).start(network, bind.orElseThrow(), port, served);
    }

    private static HttpServer openSocket(
            Network network, WampListener config, Path socket, ListenerConfig served)
            throws ConfigurationError {
        try {
            return HttpServer.start(network, List.of(served.at(socket)));
        } catch (IOException failure) {
            throw new ConfigurationError(
                    "The Unix socket %s can't be opened (%s): choose another path with %s."
                            .formatted(socket, failure.getMessage(), config.setting()),
                    failure);
        }
    }

    private static Listening listening(WampListener config) {
        return new Listening(config.setting(), "localhost");
    }

    String name() {
        return config.name();
    }

    /** What counts its connections. */
    Listener listener() {
        return server.listeners().getFirst();
    }

    /** Such as {@code https://localhost:8080}; that of a port. */
    String address() {
        return address("http");
    }

    private String address(String scheme) {
        return listening(config)
                .address(
                        config.tls().isPresent() ? scheme + "s" : scheme,
                        bind.orElseThrow(),
                        server.port());
    }

    /** Where clients reach it by each transport, such as {@code rss://localhost:9000}. */
    List<String> addresses() {
        List<String> addresses = new ArrayList<>();
        for (TransportDetails.Type type : List.of(WEB_SOCKET, RAW_SOCKET, LONG_POLL)) {
            if (config.transports().contains(type)) {
                addresses.add(address(type));
            }
        }
        return addresses;
    }

    private String address(TransportDetails.Type transport) {
        if (config.place().orElse(null) instanceof UnixSocket(Path path)) {
            return switch (transport) {
                case WEB_SOCKET -> "ws at unix:" + path;
                case LONG_POLL -> "long-poll at unix:" + path;
                case RAW_SOCKET, LOCAL -> "rs://unix:" + path;
            };
        }
        return switch (transport) {
            case WEB_SOCKET -> address("ws") + WEB_SOCKET_PATH;
            case LONG_POLL -> address("http") + Messaging.LONG_POLL_CONFIG.path();
            case RAW_SOCKET, LOCAL -> address("rs");
        };
    }

    void reloadCertificates() throws IOException {
        server.reloadCertificates();
    }

    /** Takes nobody in any more, and lets what is under way end, if it does in time. */
    void close(Duration deadline) {
        server.stop(deadline);
    }
}
