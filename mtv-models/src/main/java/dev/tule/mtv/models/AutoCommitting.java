package dev.tule.mtv.models;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A pool's connections for reading outside of transactions: each query is one of its own, and no
 * commit has to go to the server and back. The pool turns that off again when it gets them back.
 */
final class AutoCommitting extends PreparedPool {
    AutoCommitting(DataSource pool) {
        super(pool);
    }

    @Override
    Connection ready(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        return connection;
    }
}
