package dev.tule.engines.relay;

import java.sql.SQLException;

/** Who logs in by a token, and what the server then takes for it. Safe for use by many threads. */
public interface TokenLogins {

    /** Whether the user logs in by tokens alone. */
    boolean isTokenUser(String user) throws SQLException;

    boolean accepts(String user, String token);

    /** The password by which the server knows the user, which nobody else knows. */
    String password(String user) throws SQLException;
}
