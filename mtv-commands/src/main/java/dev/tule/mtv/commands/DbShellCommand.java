package dev.tule.mtv.commands;

import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.models.DatabaseConfig;
import dev.tule.mtv.models.sql.Dialect;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The database's own command line.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/django-admin/#dbshell">Django:
 *     dbshell</a>
 */
@Command(
        name = "dbshell",
        description = "The database's own command line: sqlite3, psql, mariadb or mysql.")
final class DbShellCommand extends BaseCommand {
    @Mixin private DatabaseOption database = new DatabaseOption();

    /**
     * A program and what it is started with.
     *
     * @param words the command line
     * @param environment where passwords are, which others could read in a command line
     */
    record Client(List<String> words, Map<String, String> environment) {
        @Override
        public String toString() {
            return words.getFirst();
        }
    }

    @Override
    protected void handle() throws CommandError, InterruptedException {
        database.of(project());
        Client client = client(DatabaseOption.all(project()).config(database.alias()));
        ProcessBuilder builder = new ProcessBuilder(client.words()).inheritIO();
        builder.environment().putAll(client.environment());
        int exitCode;
        try {
            exitCode = builder.start().waitFor();
        } catch (IOException e) {
            throw new CommandError(
                    "'%s' can't be run: install the database's client, or use 'shell'."
                            .formatted(client),
                    e);
        }
        if (exitCode != 0) {
            throw new CommandError("'%s' ended with %d.".formatted(client, exitCode));
        }
    }

    /**
     * What to start for a database.
     *
     * @throws CommandError for those whose client isn't known here
     */
    static Client client(DatabaseConfig config) throws CommandError {
        String address = config.url().substring("jdbc:".length());
        return switch (Dialect.of(config.url())) {
            case SQLITE -> {
                String file = address.substring("sqlite:".length());
                int parameters = file.indexOf('?');
                yield new Client(
                        List.of("sqlite3", parameters < 0 ? file : file.substring(0, parameters)),
                        Map.of());
            }
            case POSTGRESQL -> network("psql", "--username=", "--dbname=", "PGPASSWORD", config);
            case MARIADB -> network("mariadb", "--user=", "--database=", "MYSQL_PWD", config);
            case MYSQL -> network("mysql", "--user=", "--database=", "MYSQL_PWD", config);
            case H2, SQLSERVER, ORACLE ->
                    throw new CommandError(
                            "dbshell knows no client for %s: use 'shell'."
                                    .formatted(Dialect.of(config.url())));
        };
    }

    private static Client network(
            String program,
            String userOption,
            String databaseOption,
            String passwordVariable,
            DatabaseConfig config) {
        URI at = URI.create(config.url().substring("jdbc:".length()));
        List<String> words = new ArrayList<>(List.of(program));
        words.add("--host=" + Objects.requireNonNullElse(at.getHost(), "localhost"));
        if (at.getPort() > 0) {
            words.add("--port=" + at.getPort());
        }
        if (!config.user().isEmpty()) {
            words.add(userOption + config.user());
        }
        String path = Objects.requireNonNullElse(at.getPath(), "");
        if (path.length() > 1) {
            words.add(databaseOption + path.substring(1));
        }
        return new Client(
                List.copyOf(words),
                config.password().isEmpty()
                        ? Map.of()
                        : Map.of(passwordVariable, config.password()));
    }
}
