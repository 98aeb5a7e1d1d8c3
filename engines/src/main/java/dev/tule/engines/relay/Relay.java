package dev.tule.engines.relay;

import dev.tule.engines.SourceRange;
import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes connections on to a server, those of allowed sources alone: others are closed before a
 * byte of them is read. Java has no splice, so bytes go through a direct buffer of each direction.
 * Safe for use by many threads.
 */
public final class Relay implements Doorway {

    private static final Logger LOG = System.getLogger(Relay.class.getName());
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int BACKLOG = 256;
    private static final int MOST_CONNECTIONS = 4096;

    private final ServerSocketChannel listener;
    private final InetSocketAddress server;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile List<SourceRange> sources;

    private Relay(
            ServerSocketChannel listener, InetSocketAddress server, List<SourceRange> sources) {
        this.listener = listener;
        this.server = server;
        this.sources = sources;
    }

    /** Listens at an address, for a server that need not be there yet. */
    public static Relay open(
            InetSocketAddress address, InetSocketAddress server, List<SourceRange> sources)
            throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.bind(address, BACKLOG);
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
        Relay relay = new Relay(listener, server, List.copyOf(sources));
        Thread.ofVirtual().name("relay " + address).start(relay::accept);
        return relay;
    }

    @Override
    public void allow(List<SourceRange> allowed) {
        sources = List.copyOf(allowed);
    }

    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) listener.getLocalAddress();
    }

    /** Connections that are passed on now. */
    public int connections() {
        return open.size() / 2;
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel client = listener.accept();
                if (open.size() < 2 * MOST_CONNECTIONS && isAllowed(client)) {
                    Thread.ofVirtual().start(() -> carry(client));
                } else {
                    client.close();
                }
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // Such as too many open files: others may end meanwhile.
                LOG.log(Logger.Level.WARNING, "could not accept a connection", e);
            }
        }
    }

    private boolean isAllowed(SocketChannel client) throws IOException {
        InetAddress source = ((InetSocketAddress) client.getRemoteAddress()).getAddress();
        return sources.stream().anyMatch(range -> range.contains(source));
    }

    private void carry(SocketChannel client) {
        open.add(client);
        try (client;
                SocketChannel inner = SocketChannel.open()) {
            open.add(inner);
            try {
                inner.connect(server);
                client.setOption(StandardSocketOptions.TCP_NODELAY, true);
                inner.setOption(StandardSocketOptions.TCP_NODELAY, true);
                Thread back = Thread.ofVirtual().start(() -> pump(inner, client));
                pump(client, inner);
                back.join();
            } finally {
                open.remove(inner);
            }
        } catch (IOException e) {
            LOG.log(Logger.Level.DEBUG, "a connection was not passed on", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    /** One direction, until its end, which is passed on, too. */
    private static void pump(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One end is gone: the other shall hear of it.
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Logger.Level.DEBUG, "could not close", e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.log(Logger.Level.DEBUG, "could not close", e);
        }
        open.forEach(Relay::closeQuietly);
    }
}
