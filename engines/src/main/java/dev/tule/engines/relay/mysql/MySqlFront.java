package dev.tule.engines.relay.mysql;

import dev.tule.engines.relay.Front;
import dev.tule.engines.relay.TokenLogins;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A front in MySQL's protocol (MySQL Source Code Documentation, "Connection Phase"). Who comes with
 * TLS is passed on with TLS, so that the server's own rules hold. A user of the tokens' plugin is
 * asked for the token by {@code mysql_clear_password}; and statements that name the plugin make
 * users whom the server knows by a password of the front's.
 */
public final class MySqlFront extends Front {

    private static final String ADMINISTRATOR = "tule_admin";
    private static final byte[] ASK_PASSWORD =
            "\u00FEmysql_clear_password\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int DENIED = 1045;

    private final TokenLogins logins;
    private final String plugin;
    private final SSLContext server;

    private MySqlFront(Place place, SSLContext server, TokenLogins logins, String plugin)
            throws IOException {
        super(place);
        this.server = server;
        this.logins = logins;
        this.plugin = plugin;
    }

    /**
     * Listens at an address; nobody is let through before {@link #allow}. The server has TLS.
     *
     * @param server trusts the server's certificate
     * @param logins have one password for all users
     * @param plugin what users who log in by tokens are identified with
     */
    public static MySqlFront open(Place place, SSLContext server, TokenLogins logins, String plugin)
            throws IOException {
        MySqlFront front = new MySqlFront(place, server, logins, plugin);
        front.start();
        return front;
    }

    @Override
    protected void serve(Socket client) throws IOException, SQLException {
        Socket inner = connect(null);
        try {
            Packet first = Packet.read(inner.getInputStream());
            if (!Greeting.isOne(first)) {
                // It has too many connections, or stops.
                first.write(client.getOutputStream());
                return;
            }
            Greeting greeting = Greeting.of(first);
            new Packet(first.sequence(), greeting.payload()).write(client.getOutputStream());
            Packet answer = Packet.read(client.getInputStream());
            if (LoginRequest.asksTls(answer)) {
                answer.write(inner.getOutputStream());
                SSLSocket outside = secured(client);
                SSLSocket inside = securedInside(inner, server);
                begin(outside, inside, greeting, Packet.read(outside.getInputStream()));
            } else {
                begin(client, inner, greeting, answer);
            }
        } finally {
            leave(inner);
        }
    }

    private void begin(Socket client, Socket inner, Greeting greeting, Packet packet)
            throws IOException, SQLException {
        LoginRequest login = LoginRequest.of(packet);
        String user = login.user();
        if (user.equals(ADMINISTRATOR)) {
            refuse(client, packet, user, "");
            return;
        }
        if (!logins.isTokenUser(user)) {
            packet.write(inner.getOutputStream());
            pass(client, inner, commands(user)::copy);
            return;
        }
        if (!(client instanceof SSLSocket)) {
            refuse(client, packet, user, ": it logs in by a token, over TLS");
            return;
        }
        if (!login.canSwitch()) {
            refuse(client, packet, user, ": the client has no mysql_clear_password");
            return;
        }
        packet.answer(ASK_PASSWORD).write(client.getOutputStream());
        Packet secret = Packet.read(client.getInputStream());
        if (!logins.accepts(user, token(secret))) {
            refuse(client, secret, user, " (using password: YES)");
            return;
        }
        String password = logins.password(user);
        byte[] proof = NativePassword.answer(password, greeting.scramble());
        new Packet(packet.sequence(), login.provedBy(proof, NativePassword.PLUGIN))
                .write(inner.getOutputStream());
        Packet verdict = verdict(inner, password);
        verdict.numbered(secret.sequence() + 1).write(client.getOutputStream());
        if (verdict.type() == Packet.OK) {
            pass(client, inner, commands(user)::copy);
        }
    }

    private Commands commands(String user) throws SQLException {
        String identified =
                "IDENTIFIED WITH %s AS '%s'"
                        .formatted(
                                NativePassword.PLUGIN, NativePassword.hash(logins.password(user)));
        return new Commands(new Statements(plugin, identified));
    }

    private static String token(Packet secret) {
        byte[] bytes = secret.payload();
        int end =
                bytes.length > 0 && bytes[bytes.length - 1] == 0 ? bytes.length - 1 : bytes.length;
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /** What the server says to a login, which it may ask to be proved once more. */
    private static Packet verdict(Socket inner, String password) throws IOException {
        Packet answer = Packet.read(inner.getInputStream());
        if (answer.type() != Packet.SWITCH) {
            return answer;
        }
        byte[] asked = answer.payload();
        String plugin = Packet.text(asked, 1);
        int scramble = plugin.length() + 2;
        if (!plugin.equals(NativePassword.PLUGIN) || asked.length < scramble + 20) {
            throw new IOException("the server asks for " + plugin);
        }
        byte[] proof =
                NativePassword.answer(password, Arrays.copyOfRange(asked, scramble, scramble + 20));
        answer.answer(proof).write(inner.getOutputStream());
        return Packet.read(inner.getInputStream());
    }

    private static void refuse(Socket client, Packet to, String user, String why)
            throws IOException {
        String message = "Access denied for user '%s'%s".formatted(user, why);
        to.answer(Packet.error(DENIED, "28000", message)).write(client.getOutputStream());
    }
}
