package dev.tule.engines.mysql;

import dev.tule.engines.ServerCertificate;
import dev.tule.engines.engine.ServerSetup;
import dev.tule.engines.engine.TokenSecret;
import dev.tule.engines.relay.Doorway;
import dev.tule.engines.relay.PemContext;
import dev.tule.engines.relay.TokenLogins;
import dev.tule.engines.relay.mysql.MySqlFront;
import dev.tule.engines.relay.mysql.NativePassword;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Users who log in by tokens. The server knows them by a password that they have in common and that
 * nobody but Tule knows: whose hash it is, is one of them.
 */
final class TokenUsers {

    private TokenUsers() {}

    static Doorway openFront(ServerSetup setup, ServerCertificate certificate, TokenLogins logins)
            throws IOException {
        String plugin = setup.spec().listening().tokenUsers();
        if (plugin == null) {
            throw new IllegalStateException("nobody logs in to " + setup.spec().name() + " so");
        }
        return MySqlFront.open(
                setup.place(PemContext.of(certificate)),
                PemContext.trusting(certificate),
                logins,
                plugin);
    }

    static String password(String administratorPassword) {
        return TokenSecret.of(administratorPassword, "");
    }

    private static String hash(String administratorPassword) {
        return NativePassword.hash(password(administratorPassword));
    }

    static boolean has(Connection administrator, ServerSetup setup, String user)
            throws SQLException {
        try (PreparedStatement statement =
                administrator.prepareStatement(
                        "SELECT 1 FROM mysql.user WHERE user = ? AND authentication_string = ?")) {
            statement.setString(1, user);
            statement.setString(2, hash(setup.administrator().password()));
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Gives them the password that belongs to another of the administrator's. */
    static void renew(Connection administrator, String before, String after) throws SQLException {
        List<String> users = new ArrayList<>();
        try (PreparedStatement statement =
                administrator.prepareStatement(
                        "SELECT user, host FROM mysql.user WHERE authentication_string = ?")) {
            statement.setString(1, hash(before));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    users.add(
                            Dialect.literal(rows.getString(1))
                                    + "@"
                                    + Dialect.literal(rows.getString(2)));
                }
            }
        }
        try (Statement statement = administrator.createStatement()) {
            for (String user : users) {
                statement.execute(
                        "ALTER USER %s IDENTIFIED WITH mysql_native_password AS '%s'"
                                .formatted(user, hash(after)));
            }
        }
    }
}
