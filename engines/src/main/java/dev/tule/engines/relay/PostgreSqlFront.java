package dev.tule.engines.relay;

import dev.tule.engines.SourceRange;
import java.io.DataInputStream;
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
 * Stands before a PostgreSQL server, ends TLS, and checks the tokens of users who log in by them
 * (PostgreSQL documentation, 54.2 "Message Flow"): it asks them for their password in clear text
 * within TLS, takes it for the token, and logs in to the server in their stead. Everybody else's
 * bytes are passed on as they are.
 *
 * <p>One virtual thread accepts; each connection has two.
 */
public final class PostgreSqlFront implements Doorway {

    private static final Logger LOG = System.getLogger(PostgreSqlFront.class.getName());
    private static final int BACKLOG = 256;
    private static final int MOST_CONNECTIONS = 4096;
    private static final int LOGIN_MILLIS = 60_000;

    /** Whom the server lets in by the password of a token's user. */
    public static final InetAddress SELF = InetAddress.ofLiteral("127.0.0.2");

    private static final String ADMINISTRATOR = "tule_admin";

    private final ServerSocket listener;
    private final InetSocketAddress server;
    private final SSLContext tls;
    private final boolean onlyTls;
    private final TokenLogins logins;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile List<SourceRange> sources = List.of();

    private PostgreSqlFront(
            ServerSocket listener,
            InetSocketAddress server,
            SSLContext tls,
            boolean onlyTls,
            TokenLogins logins) {
        this.listener = listener;
        this.server = server;
        this.tls = tls;
        this.onlyTls = onlyTls;
        this.logins = logins;
    }

    /**
     * Listens at an address; nobody is let through before {@link #allow}.
     *
     * @param server listens on this host, without TLS
     */
    public static PostgreSqlFront open(
            InetSocketAddress address,
            InetSocketAddress server,
            SSLContext tls,
            boolean onlyTls,
            TokenLogins logins)
            throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.setReuseAddress(true);
            listener.bind(address, BACKLOG);
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
        PostgreSqlFront front = new PostgreSqlFront(listener, server, tls, onlyTls, logins);
        Thread.ofVirtual().name("front " + address).start(front::accept);
        return front;
    }

    @Override
    public void allow(List<SourceRange> allowed) {
        sources = List.copyOf(allowed);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                InetAddress source = client.getInetAddress();
                if (open.size() < 2 * MOST_CONNECTIONS
                        && sources.stream().anyMatch(range -> range.contains(source))) {
                    Thread.ofVirtual().start(() -> carry(client));
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

    private void carry(Socket client) {
        open.add(client);
        try (client) {
            client.setTcpNoDelay(true);
            client.setSoTimeout(LOGIN_MILLIS);
            logIn(client);
        } catch (IOException | SQLException e) {
            LOG.log(Level.DEBUG, "a connection was not passed on", e);
        } finally {
            open.remove(client);
        }
    }

    // ---- the beginning of a session ----

    private void logIn(Socket plain) throws IOException, SQLException {
        Socket client = plain;
        while (true) {
            StartupPacket packet = StartupPacket.read(client.getInputStream());
            switch (packet.kind()) {
                case SSL_REQUEST -> {
                    if (client instanceof SSLSocket) {
                        return;
                    }
                    client.getOutputStream().write('S');
                    client = secured(plain);
                }
                case GSS_REQUEST -> client.getOutputStream().write('N');
                case CANCEL -> {
                    try (Socket inner = connect(null)) {
                        inner.getOutputStream().write(packet.bytes());
                    }
                    return;
                }
                case STARTUP -> {
                    begin(client, packet);
                    return;
                }
            }
        }
    }

    private SSLSocket secured(Socket plain) throws IOException {
        SSLSocket secured =
                (SSLSocket)
                        tls.getSocketFactory()
                                .createSocket(
                                        plain,
                                        plain.getInetAddress().getHostAddress(),
                                        plain.getPort(),
                                        true);
        secured.setUseClientMode(false);
        secured.startHandshake();
        return secured;
    }

    private void begin(Socket client, StartupPacket startup) throws IOException, SQLException {
        String user = startup.user();
        boolean encrypted = client instanceof SSLSocket;
        if (user.equals(ADMINISTRATOR) || (onlyTls && !encrypted)) {
            refuse(client, "28000", "no entry for user \"%s\" from this host".formatted(user));
            return;
        }
        if (!logins.isTokenUser(user)) {
            try (Socket inner = connect(null)) {
                inner.getOutputStream().write(startup.bytes());
                pass(client, inner);
            }
            return;
        }
        if (!encrypted) {
            refuse(client, "28000", "user \"%s\" logs in by a token, over TLS".formatted(user));
            return;
        }
        client.getOutputStream().write(BackendMessage.ASK_PASSWORD);
        String token = StartupPacket.password(client.getInputStream());
        if (!logins.accepts(user, token)) {
            refuse(client, "28P01", "PAM authentication failed for user \"%s\"".formatted(user));
            return;
        }
        // Set before the server looks it up, which it does when it hears the user's name.
        String password = logins.password(user);
        try (Socket inner = connect(SELF)) {
            inner.getOutputStream().write(startup.bytes());
            DataInputStream answers = new DataInputStream(inner.getInputStream());
            BackendMessage answer = BackendMessage.read(answers);
            while (answer.type() == BackendMessage.NEGOTIATION) {
                client.getOutputStream().write(answer.bytes());
                answer = BackendMessage.read(answers);
            }
            if (answer.asksPassword()) {
                inner.getOutputStream().write(StartupPacket.passwordMessage(password));
            } else {
                client.getOutputStream().write(answer.bytes());
            }
            pass(client, inner);
        }
    }

    private static void refuse(Socket client, String state, String message) throws IOException {
        client.getOutputStream().write(BackendMessage.error(state, message));
        client.getOutputStream().flush();
    }

    private Socket connect(@Nullable InetAddress from) throws IOException {
        Socket inner = new Socket();
        open.add(inner);
        try {
            if (from != null) {
                inner.bind(new InetSocketAddress(from, 0));
            }
            inner.setTcpNoDelay(true);
            inner.connect(server, LOGIN_MILLIS);
            return inner;
        } catch (IOException e) {
            inner.close();
            open.remove(inner);
            throw e;
        }
    }

    // ---- the session ----

    private void pass(Socket client, Socket inner) throws IOException {
        try {
            client.setSoTimeout(0);
            Thread back = Thread.ofVirtual().start(() -> pump(inner, client));
            pump(client, inner);
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(inner);
        }
    }

    /**
     * One direction, until its end, which ends the other, too: the protocol has no half sessions.
     */
    private static void pump(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            LOG.log(Level.TRACE, "a session ended", e);
        } finally {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "could not close", e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "could not close", e);
        }
        open.forEach(PostgreSqlFront::close);
    }
}
