package dev.tule.mtv.models;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A pool whose connections are made ready in some way before they are used. */
abstract class PreparedPool implements DataSource {
    private final DataSource pool;

    PreparedPool(DataSource pool) {
        this.pool = pool;
    }

    /** The connection as it is to be used. */
    abstract Connection ready(Connection connection) throws SQLException;

    @Override
    public final Connection getConnection() throws SQLException {
        return made(pool.getConnection());
    }

    @Override
    public final Connection getConnection(String user, String password) throws SQLException {
        return made(pool.getConnection(user, password));
    }

    private Connection made(Connection connection) throws SQLException {
        try {
            return ready(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return pool.isWrapperFor(type);
    }
}
