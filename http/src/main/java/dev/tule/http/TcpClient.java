package dev.tule.http;

import java.io.IOException;
import java.nio.file.Path;

/** Opens TCP connections. Safe for use by many threads; closing it cuts its connections. */
public final class TcpClient implements AutoCloseable {
    private final Dialer dialer;

    /** A client on these event loops. */
    public TcpClient(Network network, ClientOptions options) {
        this.dialer = new Dialer(network, options);
    }

    /**
     * Connects; blocks, so not on an event loop. The endpoint is told of the connection, on its
     * event loop, before this returns.
     *
     * @throws IOException when no connection stands within the timeout
     */
    public Tcp connect(String host, int port, Tcp.Endpoint endpoint) throws IOException {
        return connect(host, port, false, endpoint);
    }

    /** Connects as {@link #connect(String, int, Tcp.Endpoint)} does, over TLS. */
    public Tcp connectTls(String host, int port, Tcp.Endpoint endpoint) throws IOException {
        return connect(host, port, true, endpoint);
    }

    /** Connects as {@link #connect(String, int, Tcp.Endpoint)} does, to a Unix socket. */
    public Tcp connect(Path socket, Tcp.Endpoint endpoint) throws IOException {
        return dialer.<Tcp>dial(socket, opening(endpoint));
    }

    private Tcp connect(String host, int port, boolean tls, Tcp.Endpoint endpoint)
            throws IOException {
        return dialer.<Tcp>dial(host, port, tls, opening(endpoint));
    }

    private static Dialer.Opening<Tcp> opening(Tcp.Endpoint endpoint) {
        return (channel, supervisor, opened) -> {
            TcpConnection connection = new TcpConnection(channel, supervisor, endpoint);
            Pipelines.takeOver(channel, connection::open, connection);
            if (!opened.complete(connection)) {
                connection.cut();
            }
        };
    }

    @Override
    public void close() {
        dialer.close();
    }
}
