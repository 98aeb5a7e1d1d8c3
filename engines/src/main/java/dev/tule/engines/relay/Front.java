package dev.tule.engines.relay;

import dev.tule.engines.SourceRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a server, ends TLS, and lets some users in by tokens: it asks them for their
 * password in clear text within TLS, takes it for the token, and logs in to the server in their
 * stead. Everybody else logs in by the server's own rules.
 *
 * <p>One virtual thread accepts; each connection has two.
 */
public abstract class Front implements Doorway {

    private static final Logger LOG = System.getLogger(Front.class.getName());
    private static final int BACKLOG = 256;
    private static final int MOST_CONNECTIONS = 1024;
    private static final int LOGIN_MILLIS = 60_000;

    private final Place place;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile List<SourceRange> sources = List.of();

    /**
     * Where a front stands.
     *
     * @param address where it listens
     * @param server listens on this host
     * @param tls shows clients the server's certificate
     * @param onlyTls whether clients without TLS are refused
     */
    public record Place(
            InetSocketAddress address, InetSocketAddress server, SSLContext tls, boolean onlyTls) {}

    /** Listens; nobody is let through before {@link #allow}. */
    protected Front(Place place) throws IOException {
        this.place = place;
        listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(place.address(), BACKLOG);
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    /** Takes connections from now on. */
    protected final void start() {
        Thread.ofVirtual().name("front " + place.address()).start(this::accept);
    }

    /** Serves a client from its first byte to its last; may return early to end it. */
    protected abstract void serve(Socket client) throws IOException, SQLException;

    protected final Place place() {
        return place;
    }

    @Override
    public final void allow(List<SourceRange> allowed) {
        sources = List.copyOf(allowed);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                InetAddress source = client.getInetAddress();
                if (open.size() < 2 * MOST_CONNECTIONS
                        && sources.stream().anyMatch(range -> range.contains(source))) {
                    var _ = session(() -> carry(client));
                } else {
                    client.close();
                }
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    LOG.log(Level.WARNING, "could not accept a connection", e);
                }
            }
        }
    }

    /**
     * Not virtual: those are woken by another thread first, which doubles what a read takes here.
     */
    private static Thread session(Runnable work) {
        return Thread.ofPlatform().daemon().name("front session").start(work);
    }

    private void carry(Socket client) {
        open.add(client);
        try (client) {
            client.setTcpNoDelay(true);
            client.setSoTimeout(LOGIN_MILLIS);
            serve(client);
        } catch (IOException | SQLException e) {
            LOG.log(Level.DEBUG, "a connection was not passed on", e);
        } finally {
            open.remove(client);
        }
    }

    /** TLS with the client from here on. */
    protected final SSLSocket secured(Socket plain) throws IOException {
        return secured(plain, place.tls(), false);
    }

    /** TLS with the server from here on. */
    protected static SSLSocket securedInside(Socket plain, SSLContext tls) throws IOException {
        return secured(plain, tls, true);
    }

    private static SSLSocket secured(Socket plain, SSLContext tls, boolean client)
            throws IOException {
        String host = plain.getInetAddress().getHostAddress();
        SSLSocket secured =
                (SSLSocket) tls.getSocketFactory().createSocket(plain, host, plain.getPort(), true);
        secured.setUseClientMode(client);
        secured.startHandshake();
        return secured;
    }

    /** A connection to the server, which ends with this front; {@link #pass} closes it. */
    protected final Socket connect(@Nullable InetAddress from) throws IOException {
        Socket inner = new Socket();
        open.add(inner);
        try {
            if (from != null) {
                inner.bind(new InetSocketAddress(from, 0));
            }
            inner.setTcpNoDelay(true);
            inner.setSoTimeout(LOGIN_MILLIS);
            inner.connect(place.server(), LOGIN_MILLIS);
            return inner;
        } catch (IOException e) {
            inner.close();
            open.remove(inner);
            throw e;
        }
    }

    /** What goes from a client to the server, until its end. */
    protected interface Upstream {
        void copy(InputStream from, OutputStream to) throws IOException;
    }

    /** Passes a session on, from now to its end. */
    protected final void pass(Socket client, Socket inner, Upstream upstream) throws IOException {
        try {
            client.setSoTimeout(0);
            inner.setSoTimeout(0);
            Thread back = session(() -> pump(inner, client, InputStream::transferTo));
            pump(client, inner, upstream);
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One direction, until its end, which ends the other, too: there are no half sessions. */
    private static void pump(Socket from, Socket to, Upstream way) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            way.copy(in, out);
        } catch (IOException e) {
            LOG.log(Level.TRACE, "a session ended", e);
        } finally {
            close(from);
            close(to);
        }
    }

    /** Of this front no longer. */
    protected final void leave(Socket inner) {
        open.remove(inner);
        close(inner);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "could not close", e);
        }
    }

    @Override
    public final void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "could not close", e);
        }
        open.forEach(Front::close);
    }
}
