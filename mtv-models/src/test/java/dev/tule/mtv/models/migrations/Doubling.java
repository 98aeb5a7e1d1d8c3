package dev.tule.mtv.models.migrations;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A data migration of the tests. */
public final class Doubling implements DataMigration {
    @Override
    public void forward(Connection connection) throws SQLException {
        run(connection, "update shop_item set amount = amount * 2");
    }

    @Override
    public void backward(Connection connection) throws SQLException {
        run(connection, "update shop_item set amount = amount / 2");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
