package dev.tule.wamp.router;

import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.http.Mounts;
import dev.tule.http.Network;
import dev.tule.http.Response;
import dev.tule.http.WebSocketOptions;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.LocalConnector;
import dev.tule.wamp.client.SocketOptions;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.router.config.LongPollConfig;
import dev.tule.wamp.router.config.RouterConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A router on a free port, with clients to it over any transport. */
final class TestRouter implements AutoCloseable {
    final Router router;
    final HttpServer server;
    private final Network serving = Network.open(Duration.ofNanos(200_000)); // as the server does
    private final Network network = Network.open();
    private final Path directory;
    private final Path unixSocket;
    private boolean closed;

    TestRouter(RouterConfig config) {
        this(config, 0);
    }

    TestRouter(RouterConfig config, int port) {
        router = Router.start(config);
        try {
            ListenerConfig listener =
                    ListenerConfig.of(
                                    Mounts.on(request -> Response.empty(404))
                                            .with(
                                                    "/lp",
                                                    router.longPoll(LongPollConfig.defaults())))
                            .withWebSocketOptions(WebSocketOptions.defaults().withCompression(true))
                            .withWebSocket("/ws", router.webSocket())
                            .withTcp(router.rawSocket());
            directory = Files.createTempDirectory("tule");
            unixSocket = directory.resolve("router.sock");
            server =
                    HttpServer.start(
                            serving,
                            List.of(listener.at("127.0.0.1", port), listener.at(unixSocket)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    enum Over {
        LOCAL,
        WEB_SOCKET,
        BATCHED_WEB_SOCKET,
        COMPRESSED_WEB_SOCKET,
        RAW_SOCKET,
        UNIX_SOCKET
    }

    WampClient client(Over transport, Serializer serializer) {
        return client(transport, "realm1", ClientOptions.defaults().withSerializer(serializer));
    }

    WampClient client(Over transport, String realm, ClientOptions options) {
        return switch (transport) {
            case LOCAL ->
                    WampClient.connect(
                            new LocalConnector(router.local(), options.serializer()),
                            realm,
                            options);
            case WEB_SOCKET -> WampClient.connect(network, webSocket(), realm, options);
            case BATCHED_WEB_SOCKET ->
                    WampClient.connect(
                            network,
                            webSocket(),
                            realm,
                            options.withSockets(SocketOptions.defaults().withBatched(true)));
            case COMPRESSED_WEB_SOCKET ->
                    WampClient.connect(
                            network,
                            webSocket(),
                            realm,
                            options.withSockets(SocketOptions.defaults().withCompression(true)));
            case RAW_SOCKET -> WampClient.connect(network, rawSocket(), realm, options);
            case UNIX_SOCKET ->
                    WampClient.connect(
                            network, URI.create("rs://unix:" + unixSocket), realm, options);
        };
    }

    URI webSocket() {
        return URI.create("ws://127.0.0.1:" + server.port() + "/ws");
    }

    URI rawSocket() {
        return URI.create("rs://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        router.close();
        server.close();
        network.close();
        serving.close();
        try {
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
