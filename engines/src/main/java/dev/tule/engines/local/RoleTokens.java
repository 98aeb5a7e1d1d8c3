package dev.tule.engines.local;

import dev.tule.engines.EngineException;
import dev.tule.engines.Login;
import dev.tule.engines.relay.TokenLogins;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The users of one server who log in by tokens: members of a role. The server knows each by a
 * password that is worked out of the administrator's, and is set when the user first comes.
 */
final class RoleTokens implements TokenLogins {

    private static final String HASH = "HmacSHA256";

    private final LocalServer server;
    private final House house;
    private final String role;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    RoleTokens(LocalServer server, House house, String role) {
        this.server = server;
        this.house = house;
        this.role = role;
    }

    @Override
    public boolean isTokenUser(String user) throws SQLException {
        try (Connection administrator = server.administer("")) {
            return server.engine().isMember(administrator, user, role);
        }
    }

    @Override
    public boolean accepts(String user, String token) {
        return house.tokens().accepts(server.name(), user, token);
    }

    @Override
    public String password(String user) throws SQLException {
        String password = derived(user);
        if (known.add(user)) {
            try {
                server.engine().changePassword(server.setup(), new Login(user, password));
            } catch (EngineException | SQLException | IllegalArgumentException e) {
                known.remove(user);
                throw new SQLException("could not let " + user + " in", e);
            }
        }
        return password;
    }

    private String derived(String user) {
        byte[] secret = server.record().password().getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(secret, HASH));
            byte[] named = ("log in by token: " + user).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(mac.doFinal(named));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HASH, e);
        }
    }
}
