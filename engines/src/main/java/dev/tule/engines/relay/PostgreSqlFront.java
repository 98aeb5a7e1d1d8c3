package dev.tule.engines.relay;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.SQLException;
import javax.net.ssl.SSLSocket;

/**
 * A front in PostgreSQL's protocol (PostgreSQL documentation, 54.2 "Message Flow"). The server
 * behind it has no TLS.
 */
public final class PostgreSqlFront extends Front {

    /** Whom the server lets in by the password of a token's user. */
    public static final InetAddress SELF = InetAddress.ofLiteral("127.0.0.2");

    private static final String ADMINISTRATOR = "tule_admin";

    private final TokenLogins logins;

    private PostgreSqlFront(Place place, TokenLogins logins) throws IOException {
        super(place);
        this.logins = logins;
    }

    /** Listens at an address; nobody is let through before {@link #allow}. */
    public static PostgreSqlFront open(Place place, TokenLogins logins) throws IOException {
        PostgreSqlFront front = new PostgreSqlFront(place, logins);
        front.start();
        return front;
    }

    @Override
    protected void serve(Socket plain) throws IOException, SQLException {
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
                    Socket inner = connect(null);
                    try {
                        inner.getOutputStream().write(packet.bytes());
                    } finally {
                        leave(inner);
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

    private void begin(Socket client, StartupPacket startup) throws IOException, SQLException {
        String user = startup.user();
        boolean encrypted = client instanceof SSLSocket;
        if (user.equals(ADMINISTRATOR) || (place().onlyTls() && !encrypted)) {
            refuse(client, "28000", "no entry for user \"%s\" from this host".formatted(user));
            return;
        }
        if (!logins.isTokenUser(user)) {
            Socket inner = connect(null);
            try {
                inner.getOutputStream().write(startup.bytes());
                pass(client, inner, InputStream::transferTo);
            } finally {
                leave(inner);
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
        Socket inner = connect(SELF);
        try {
            logIn(client, inner, startup, password);
            pass(client, inner, InputStream::transferTo);
        } finally {
            leave(inner);
        }
    }

    private static void logIn(Socket client, Socket inner, StartupPacket startup, String password)
            throws IOException {
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
    }

    private static void refuse(Socket client, String state, String message) throws IOException {
        client.getOutputStream().write(BackendMessage.error(state, message));
        client.getOutputStream().flush();
    }
}
