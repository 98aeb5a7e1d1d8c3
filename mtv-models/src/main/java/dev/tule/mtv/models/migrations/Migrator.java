package dev.tule.mtv.models.migrations;

import dev.tule.mtv.models.ModelDatabase;
import dev.tule.mtv.models.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Applies migrations to a database. Each one is a transaction where the database can roll back
 * changes of tables (PostgreSQL, SQLite, SQL Server); on the others (H2, MariaDB, MySQL, Oracle)
 * each statement is final, and a migration that fails must be finished by hand.
 */
final class Migrator {
    private static final String TABLE = "tule_migrations";

    private final ModelDatabase database;

    Migrator(ModelDatabase database) {
        this.database = database;
    }

    /** The labels of the migrations that were applied. */
    Set<String> applied() {
        return database.withConnection(
                connection -> {
                    Set<String> labels = new LinkedHashSet<>();
                    if (!exists(connection)) {
                        return labels;
                    }
                    try (Statement statement = connection.createStatement();
                            ResultSet rows =
                                    statement.executeQuery(
                                            "select app, name from " + TABLE + " order by id")) {
                        while (rows.next()) {
                            labels.add(rows.getString(1) + "." + rows.getString(2));
                        }
                    }
                    return labels;
                });
    }

    private static boolean exists(Connection connection) throws SQLException {
        for (String name : List.of(TABLE, TABLE.toUpperCase(java.util.Locale.ROOT))) {
            try (ResultSet found =
                    connection
                            .getMetaData()
                            .getTables(
                                    connection.getCatalog(), connection.getSchema(), name, null)) {
                if (found.next()) {
                    return true;
                }
            }
        }
        return false;
    }

    void forward(Migration migration, Schema before) {
        run(migration.operations(), before, migration, true);
    }

    void backward(Migration migration, Schema before) {
        List<Operation> back = new ArrayList<>();
        Schema at = before;
        for (Operation operation : migration.operations()) {
            back.addFirst(operation.reversed(at));
            at = operation.apply(at);
        }
        run(back, at, migration, false);
    }

    private void run(
            List<Operation> operations, Schema before, Migration migration, boolean forward) {
        boolean sqlite = database.dialect() == Dialect.SQLITE;
        database.withConnection(
                connection -> {
                    if (!exists(connection)) {
                        createTable(connection);
                    }
                    connection.commit();
                    if (sqlite) {
                        // Tables are replaced; SQLite takes this outside of transactions alone.
                        outside(connection, "pragma foreign_keys = off");
                    }
                    try {
                        execute(connection, operations, before);
                        if (forward) {
                            record(connection, migration);
                        } else {
                            forget(connection, migration);
                        }
                        connection.commit();
                    } catch (SQLException | RuntimeException e) {
                        connection.rollback();
                        throw e;
                    } finally {
                        if (sqlite) {
                            outside(connection, "pragma foreign_keys = on");
                        }
                    }
                    return true;
                });
    }

    private static void outside(Connection connection, String statement) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement pragma = connection.createStatement()) {
            pragma.execute(statement);
        } finally {
            connection.setAutoCommit(false);
        }
    }

    /** Data migrations run where they stand; what was put off before them comes first. */
    private void execute(Connection connection, List<Operation> operations, Schema before)
            throws SQLException {
        SchemaEditor editor = new SchemaEditor(database.dialect());
        Schema at = before;
        for (Operation operation : operations) {
            if (operation instanceof Operation.RunJava(String type, boolean back)) {
                execute(connection, editor.statements());
                editor = new SchemaEditor(database.dialect());
                DataMigration data = instance(type);
                if (back) {
                    data.backward(connection);
                } else {
                    data.forward(connection);
                }
            } else {
                editor.write(operation, at);
            }
            at = operation.apply(at);
        }
        execute(connection, editor.statements());
    }

    private static void execute(Connection connection, List<String> statements)
            throws SQLException {
        for (String each : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(each);
            } catch (SQLException e) {
                throw new SQLException("in the statement: " + each, e.getSQLState(), e);
            }
        }
    }

    private static DataMigration instance(String type) {
        try {
            return Class.forName(type, true, Thread.currentThread().getContextClassLoader())
                    .asSubclass(DataMigration.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the data migration " + type + " can't be made", e);
        }
    }

    private void createTable(Connection connection) throws SQLException {
        Table table =
                new Table(
                        TABLE,
                        List.of(
                                column("id", ColumnType.LONG, 0, true),
                                column("app", ColumnType.VARCHAR, 100, false),
                                column("name", ColumnType.VARCHAR, 100, false)),
                        java.util.Map.of(),
                        java.util.Map.of());
        SchemaEditor editor = new SchemaEditor(database.dialect());
        editor.write(new Operation.CreateModel(table), Schema.EMPTY);
        execute(connection, editor.statements());
    }

    private static Column column(String name, ColumnType type, int length, boolean key) {
        return new Column(name, type, length, 0, 0, false, key, key, false, null);
    }

    private static void record(Connection connection, Migration migration) throws SQLException {
        change(connection, "insert into " + TABLE + " (app, name) values (?, ?)", migration);
    }

    private static void forget(Connection connection, Migration migration) throws SQLException {
        change(connection, "delete from " + TABLE + " where app = ? and name = ?", migration);
    }

    private static void change(Connection connection, String sql, Migration migration)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, migration.app());
            statement.setString(2, migration.name());
            statement.executeUpdate();
        }
    }
}
