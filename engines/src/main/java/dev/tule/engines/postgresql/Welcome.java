package dev.tule.engines.postgresql;

import dev.tule.engines.Login;
import dev.tule.engines.artifact.Installation;
import dev.tule.engines.process.Account;
import dev.tule.engines.process.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new server's first users and its first database. To make a database is to write it into the log
 * and to the disk, several megabytes; so templates have one already, which is given its name.
 */
final class Welcome {

    /** The database that templates have; no server that was welcomed does. */
    private static final String UNNAMED = "tule_unnamed";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Welcome() {}

    /** Makes the database of a template, whose server doesn't run. */
    static void prepare(Installation installation, Path data, Account account) throws IOException {
        List<String> command = new ArrayList<>(account.prefix());
        command.addAll(
                List.of(
                        "/bin/sh",
                        "-c",
                        "echo create database \"$2\" | exec \"$0\" --single -F -D \"$1\" template1",
                        installation.server().toString(),
                        data.toString(),
                        UNNAMED));
        String _ = Commands.run(command, PATIENCE);
    }

    /** All at once: what a template has becomes the master's. */
    static void welcome(
            Connection connection, Login administrator, Login master, @Nullable String database)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean prepared = hasUnnamed(statement);
            connection.setAutoCommit(false);
            String user = statement.enquoteIdentifier(master.user(), true);
            statement.execute(
                    "create role %s login createdb createrole password %s"
                            .formatted(user, statement.enquoteLiteral(master.password())));
            statement.execute(
                    "grant pg_monitor, pg_signal_backend, pg_checkpoint to "
                            + user
                            + " with admin option");
            if (database != null && prepared) {
                String named = statement.enquoteIdentifier(database, true);
                statement.execute("alter database " + UNNAMED + " rename to " + named);
                statement.execute("alter database " + named + " owner to " + user);
            }
            setPassword(statement, administrator);
            connection.commit();
            connection.setAutoCommit(true);
            if (database == null && prepared) {
                statement.execute("drop database " + UNNAMED);
            } else if (database != null && !prepared) {
                statement.execute(
                        "create database %s owner %s"
                                .formatted(statement.enquoteIdentifier(database, true), user));
            }
        }
    }

    private static boolean hasUnnamed(Statement statement) throws SQLException {
        try (ResultSet result =
                statement.executeQuery(
                        "select 1 from pg_database where datname = '" + UNNAMED + "'")) {
            return result.next();
        }
    }

    static void setPassword(Statement statement, Login login) throws SQLException {
        statement.execute(
                "alter role %s password %s"
                        .formatted(
                                statement.enquoteIdentifier(login.user(), true),
                                statement.enquoteLiteral(login.password())));
    }
}
