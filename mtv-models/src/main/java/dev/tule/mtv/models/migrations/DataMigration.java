package dev.tule.mtv.models.migrations;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A migration of data, in Java. It works on the tables as they are at that point of the history, by
 * SQL: today's model classes may have columns that aren't there yet.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/migrations/#data-migrations">Django:
 *     data migrations</a>
 */
public interface DataMigration {

    /** Forward. The connection's transaction is the migration's: don't commit, don't close. */
    void forward(Connection connection) throws SQLException;

    /** Back; refuses where nothing leads back. */
    default void backward(Connection connection) throws SQLException {
        throw new IrreversibleError(getClass().getName() + " has no way back");
    }
}
