package dev.tule.engines.mysql;

import java.net.InetAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Who is connected to a server. */
final class Sessions {

    private static final int NO_SUCH_THREAD = 1094;

    private Sessions() {}

    static void end(Connection administrator, Predicate<InetAddress> unwanted) throws SQLException {
        List<Long> ended = new ArrayList<>();
        try (Statement statement = administrator.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT id, host FROM information_schema.processlist")) {
            while (rows.next()) {
                if (source(rows.getString(2)).filter(unwanted).isPresent()) {
                    ended.add(rows.getLong(1));
                }
            }
        }
        for (long id : ended) {
            try (Statement statement = administrator.createStatement()) {
                statement.execute("KILL " + id);
            } catch (SQLException e) {
                if (e.getErrorCode() != NO_SUCH_THREAD) {
                    throw e;
                }
            }
        }
    }

    /** Of {@code 127.0.0.1:5000}; sockets of files and the server's own threads have none. */
    static Optional<InetAddress> source(String host) {
        int colon = host.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(host.substring(0, colon)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
