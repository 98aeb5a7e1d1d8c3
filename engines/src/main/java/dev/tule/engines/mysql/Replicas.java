package dev.tule.engines.mysql;

import dev.tule.engines.Replication;
import dev.tule.engines.engine.Role;
import dev.tule.engines.engine.ServerSetup;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

/** Replication by global transaction ids. */
final class Replicas {

    private static final Duration CATCHING_UP = Duration.ofSeconds(60);
    private static final Duration IN_STEP = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(20);

    private Replicas() {}

    static void assume(Dialect dialect, Connection connection, ServerSetup setup, String position)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // The copy may be one of a replica, and know that one's primary.
            statement.execute("STOP SLAVE");
            statement.execute("RESET SLAVE ALL");
            if (setup.role() instanceof Role.Replica primary) {
                String password = setup.administrator().password();
                for (String step : dialect.follow(primary, password, position)) {
                    statement.execute(step);
                }
            }
        }
    }

    static Replication status(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet status = statement.executeQuery("SHOW SLAVE STATUS")) {
            if (!status.next()) {
                return new Replication(false, null, "the server follows nobody");
            }
            boolean receives = "Yes".equals(status.getString("Slave_IO_Running"));
            boolean applies = "Yes".equals(status.getString("Slave_SQL_Running"));
            long seconds = status.getLong("Seconds_Behind_Master");
            Duration lag =
                    receives && applies && !status.wasNull() ? Duration.ofSeconds(seconds) : null;
            String failure = status.getString("Last_SQL_Error");
            if (failure.isEmpty()) {
                failure = status.getString("Last_IO_Error");
            }
            return new Replication(receives && applies, lag, failure.isEmpty() ? null : failure);
        }
    }

    /** Returns when a replica has all that its primary has. */
    static void awaitInStep(Dialect dialect, Connection primary, Connection replica)
            throws SQLException {
        try (Statement question = primary.createStatement();
                ResultSet position = question.executeQuery(dialect.position());
                PreparedStatement wait = replica.prepareStatement(dialect.catchUp())) {
            position.next();
            wait.setString(1, position.getString(1));
            wait.setLong(2, IN_STEP.toSeconds());
            try (ResultSet waited = wait.executeQuery()) {
                waited.next();
                if (waited.getInt(1) != 0) {
                    throw new SQLException("the replica does not catch up");
                }
            }
        }
    }

    /** Applies what was received, then is nobody's replica. */
    static void promote(Connection connection) throws SQLException, InterruptedException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("STOP SLAVE IO_THREAD");
            long deadline = System.nanoTime() + CATCHING_UP.toNanos();
            while (!hasAppliedAll(statement)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new SQLException("what was received is not applied in time");
                }
                Thread.sleep(POLL);
            }
            statement.execute("STOP SLAVE");
            statement.execute("RESET SLAVE ALL");
            statement.execute("SET GLOBAL read_only = 0");
        }
    }

    private static boolean hasAppliedAll(Statement statement) throws SQLException {
        try (ResultSet status = statement.executeQuery("SHOW SLAVE STATUS")) {
            if (!status.next()) {
                return true;
            }
            String doing = status.getString("Slave_SQL_Running_State");
            return doing.toLowerCase(Locale.ROOT).contains("has read all relay log")
                    || !"Yes".equals(status.getString("Slave_SQL_Running"));
        }
    }
}
