package dev.tule.engines.postgresql;

import dev.tule.engines.Replication;
import dev.tule.engines.ServerName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Streaming replication (PostgreSQL documentation, 26.2). */
final class Replicas {

    private static final int PROMOTION_SECONDS = 60;

    private Replicas() {}

    /** The name of the slot that keeps the primary's log for a replica. */
    static String slot(ServerName replica) {
        String slot = "replica_" + replica.value().replace('-', '_');
        return slot.length() <= 63
                ? slot
                : slot.substring(0, 54) + "_" + Integer.toHexString(slot.hashCode());
    }

    static void admit(Connection primary, ServerName replica, boolean admitted)
            throws SQLException {
        String change =
                admitted
                        ? "select pg_create_physical_replication_slot(?, true) where not exists"
                                + " (select from pg_replication_slots where slot_name = ?)"
                        : "select pg_drop_replication_slot(slot_name) from pg_replication_slots"
                                + " where slot_name = ? and slot_name = ? and not active";
        try (PreparedStatement statement = primary.prepareStatement(change)) {
            statement.setString(1, slot(replica));
            statement.setString(2, slot(replica));
            statement.execute();
        }
    }

    static Replication status(Connection replica) throws SQLException {
        String question =
                """
                select
                  exists (select from pg_stat_wal_receiver where status = 'streaming'),
                  case when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() then 0
                       else extract(epoch from now() - pg_last_xact_replay_timestamp()) * 1000 end
                """;
        try (Statement statement = replica.createStatement();
                ResultSet result = statement.executeQuery(question)) {
            result.next();
            boolean streaming = result.getBoolean(1);
            long millis = result.getLong(2);
            boolean known = streaming && !result.wasNull();
            return new Replication(streaming, known ? Duration.ofMillis(millis) : null, null);
        }
    }

    static void promote(Connection replica) throws SQLException {
        try (Statement statement = replica.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "select pg_promote(true, " + PROMOTION_SECONDS + ")")) {
            result.next();
            if (!result.getBoolean(1)) {
                throw new SQLException("not promoted within " + PROMOTION_SECONDS + " seconds");
            }
        }
    }
}
