package dev.tule.engines.mysql;

import dev.tule.engines.Login;
import dev.tule.engines.artifact.Installation;
import dev.tule.engines.engine.Settings;
import dev.tule.engines.process.Account;
import dev.tule.engines.process.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes a data directory with the administrator as its only user. */
final class Initialisation {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Initialisation() {}

    static void run(
            Dialect dialect,
            Installation installation,
            Path directory,
            Account account,
            Login administrator)
            throws IOException {
        Path options = directory.resolveSibling("template.cnf");
        Path statements = directory.resolveSibling("template.sql");
        Settings.write(options, Configuration.ofTemplate(dialect), account);
        Settings.write(statements, statements(dialect, administrator), account);
        try {
            for (List<String> command :
                    switch (dialect) {
                        case MARIADB -> mariaDb(installation, options, statements, directory);
                        case MYSQL -> mySql(installation, options, statements, directory);
                    }) {
                List<String> whole = new ArrayList<>(account.prefix());
                whole.addAll(command);
                Commands.run(whole, Map.of(), directory.getParent(), PATIENCE);
            }
        } finally {
            Files.delete(options);
            Files.delete(statements);
        }
        if (dialect == Dialect.MYSQL) {
            // Else all copies would be the same server to each other.
            Files.deleteIfExists(directory.resolve("auto.cnf"));
        }
    }

    private static String statements(Dialect dialect, Login administrator) {
        String user = Dialect.literal(administrator.user()) + "@'%'";
        String password = Dialect.literal(administrator.password());
        String grant = "GRANT ALL PRIVILEGES ON *.* TO " + user + " WITH GRANT OPTION;\n";
        return switch (dialect) {
            case MARIADB ->
                    "FLUSH PRIVILEGES;\nCREATE USER %s IDENTIFIED BY %s;\n"
                                    .formatted(user, password)
                            + grant
                            + "DELETE FROM mysql.global_priv WHERE user NOT IN ('tule_admin',"
                            + " 'mariadb.sys');\n";
            case MYSQL ->
                    "CREATE USER %s IDENTIFIED WITH mysql_native_password BY %s;\n"
                                    .formatted(user, password)
                            + grant
                            + "DROP USER 'root'@'localhost';\n";
        };
    }

    /** The script makes the system's tables; a second run without a network makes the user. */
    private static List<List<String>> mariaDb(
            Installation installation, Path options, Path statements, Path directory)
            throws IOException {
        String base = "--basedir=" + installation.home();
        String data = "--datadir=" + directory;
        return List.of(
                List.of(
                        script(installation).toString(),
                        "--defaults-file=" + options,
                        "--force",
                        "--skip-name-resolve",
                        "--skip-test-db",
                        "--auth-root-authentication-method=normal",
                        base,
                        data),
                List.of(
                        "/bin/sh",
                        "-c",
                        "exec \"$1\" \"$2\" \"$3\" \"$4\" --bootstrap < \"$5\"",
                        "sh",
                        installation.server().toString(),
                        "--defaults-file=" + options,
                        base,
                        data,
                        statements.toString()));
    }

    private static Path script(Installation installation) throws IOException {
        return Stream.of("scripts", "bin")
                .map(directory -> installation.home().resolve(directory))
                .map(directory -> directory.resolve("mariadb-install-db"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new IOException("no mariadb-install-db in " + installation.home()));
    }

    private static List<List<String>> mySql(
            Installation installation, Path options, Path statements, Path directory) {
        return List.of(
                List.of(
                        installation.server().toString(),
                        "--defaults-file=" + options,
                        "--initialize-insecure",
                        "--init-file=" + statements,
                        "--basedir=" + installation.home(),
                        "--datadir=" + directory));
    }
}
