package dev.tule.rds.export;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How tables are found and read in a kind of server. Immutable. */
sealed interface Source permits PostgreSqlSource, MySqlSource {

    /** The databases of users. */
    List<String> databases(Connection administrator) throws SQLException;

    /** A database's tables of users, by name. */
    List<SourceTable> tables(Connection connection, String database) throws SQLException;

    /** A table's columns, in their order. */
    List<SourceColumn> columns(Connection connection, SourceTable table) throws SQLException;

    /** The statement that reads a table's rows. */
    String select(SourceTable table, List<SourceColumn> columns);

    /** Makes a connection read rows as they come, and moments in UTC. */
    void prepare(Connection connection) throws SQLException;
}
