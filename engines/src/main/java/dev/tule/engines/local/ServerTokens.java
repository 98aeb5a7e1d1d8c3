package dev.tule.engines.local;

import dev.tule.engines.EngineException;
import dev.tule.engines.engine.ServerSetup;
import dev.tule.engines.relay.TokenLogins;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The users of one server who log in by tokens. Safe for use by many threads. */
final class ServerTokens implements TokenLogins {

    private final LocalServer server;
    private final House house;

    /** Of those who have come since the server was started. */
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** A new server gets another administrator's password when it is through. */
    private record Known(String administrator, String password) {}

    ServerTokens(LocalServer server, House house) {
        this.server = server;
        this.house = house;
    }

    @Override
    public boolean isTokenUser(String user) throws SQLException {
        return server.engine().isTokenUser(server.setup(), user);
    }

    @Override
    public boolean accepts(String user, String token) {
        return house.tokens().accepts(server.name(), user, token);
    }

    @Override
    public String password(String user) throws SQLException {
        ServerSetup setup = server.setup();
        String administrator = setup.administrator().password();
        Known before = known.get(user);
        if (before != null && before.administrator().equals(administrator)) {
            return before.password();
        }
        try {
            String password = server.engine().tokenPassword(setup, user);
            known.put(user, new Known(administrator, password));
            return password;
        } catch (EngineException | IllegalArgumentException e) {
            throw new SQLException("could not let " + user + " in", e);
        }
    }
}
