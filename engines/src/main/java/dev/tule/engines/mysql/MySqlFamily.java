package dev.tule.engines.mysql;

import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.Login;
import dev.tule.engines.Replication;
import dev.tule.engines.ServerCertificate;
import dev.tule.engines.ServerName;
import dev.tule.engines.SlowQuery;
import dev.tule.engines.StopMode;
import dev.tule.engines.artifact.Installation;
import dev.tule.engines.engine.Engine;
import dev.tule.engines.engine.Role;
import dev.tule.engines.engine.ServerSetup;
import dev.tule.engines.engine.Settings;
import dev.tule.engines.process.Account;
import dev.tule.engines.process.Commands;
import dev.tule.engines.process.ServerProcess;
import dev.tule.engines.relay.Doorway;
import dev.tule.engines.relay.TokenLogins;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** MariaDB or MySQL servers. Safe for use by many threads. */
public final class MySqlFamily implements Engine {

    private static final Duration CHECK = Duration.ofSeconds(20);

    /** All that doesn't reach the host or other users' sessions' rights. */
    private static final String RIGHTS_OF_MASTER =
            """
            SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER,
            SHOW DATABASES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, REPLICATION SLAVE,
            REPLICATION CLIENT, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, CREATE USER,
            EVENT, TRIGGER\
            """;

    private static final int NO_SUCH_USER = 1396;

    /** What we say holds passwords: no log shall have it, whatever users ask to be logged. */
    private static final String UNLOGGED = "sql_log_off=1,long_query_time=3600";

    private final Dialect dialect;

    private MySqlFamily(Dialect dialect) {
        this.dialect = dialect;
    }

    public static MySqlFamily mariaDb() {
        return new MySqlFamily(Dialect.MARIADB);
    }

    public static MySqlFamily mySql() {
        return new MySqlFamily(Dialect.MYSQL);
    }

    @Override
    public void initialise(
            Installation installation, Path directory, Account account, Login administrator)
            throws IOException {
        Initialisation.run(dialect, installation, directory, account, administrator);
    }

    @Override
    public void check(ServerSetup setup) throws IOException {
        Settings.check(setup.spec().parameters(), Configuration.OURS);
        if (setup.spec().parameters().isEmpty()) {
            return;
        }
        // Telling all its settings, the server reads them first, and ends where it doesn't know
        // one.
        Path candidate = setup.home().run().resolve("candidate.cnf");
        Settings.write(candidate, Configuration.options(setup, dialect), setup.account());
        List<String> command = new ArrayList<>(setup.account().prefix());
        command.add(setup.installation().server().toString());
        command.addAll(List.of("--defaults-file=" + candidate, "--help", "--verbose"));
        // What it would log goes to nobody.
        command.add("--log-error=" + setup.home().run().resolve("candidate.log"));
        try {
            String told = Commands.run(command, Map.of(), setup.home().run(), CHECK);
            Variables.requireKnown(setup.spec().parameters().keySet(), told);
        } catch (IOException e) {
            throw new EngineException(Reason.PARAMETER, complaint(String.valueOf(e.getMessage())));
        } finally {
            Files.delete(candidate);
            Files.deleteIfExists(setup.home().run().resolve("candidate.log"));
        }
    }

    private static String complaint(String said) {
        return said.lines()
                .filter(line -> line.contains("[ERROR]"))
                .map(line -> line.replaceFirst("^.*\\[ERROR] *(\\[[^]]*] *)*", ""))
                .map(line -> line.replaceFirst("^\\S*/(mariadbd|mysqld): *", ""))
                .filter(line -> !line.equals("Aborting") && !line.equals("Aborting."))
                .findFirst()
                .orElse("the parameters are refused");
    }

    @Override
    public void configure(ServerSetup setup) throws IOException {
        Configuration.write(setup, dialect);
    }

    @Override
    public void forgetProcess(ServerSetup setup) {
        // These servers write their number and don't read it.
    }

    @Override
    public List<String> command(ServerSetup setup) {
        return List.of(
                setup.installation().server().toString(),
                "--defaults-file=" + setup.home().configuration(Configuration.FILE));
    }

    @Override
    public String signal(StopMode mode) {
        return switch (mode) {
            case FAST -> "TERM";
            case IMMEDIATE -> "KILL";
        };
    }

    @Override
    public Connection connect(ServerSetup setup, String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", setup.administrator().user());
        properties.setProperty("password", setup.administrator().password());
        boolean encrypted = setup.spec().listening().certificate() != null;
        // Within this host: encrypted where the server may insist, checked by nobody.
        properties.setProperty("sslMode", encrypted ? "trust" : "disable");
        properties.setProperty("connectTimeout", "5000");
        properties.setProperty("socketTimeout", Long.toString(LONGEST_SILENCE.toMillis()));
        properties.setProperty("sessionVariables", UNLOGGED);
        String url =
                jdbcUrl(
                        setup.reachable().getAddress().getHostAddress(),
                        setup.reachable().getPort(),
                        database);
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public boolean isReady(Connection administrator, Role role) {
        return true;
    }

    @Override
    public String jdbcUrl(String host, int port, String database) {
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return "jdbc:mariadb://%s:%d/%s".formatted(literal, port, database);
    }

    @Override
    public boolean blamesParameters(String output) {
        return output.contains("unknown variable")
                || output.contains("unknown option")
                || output.contains("Error while setting value")
                || output.contains("requires an argument");
    }

    @Override
    public boolean blamesTarget(String output) {
        return false;
    }

    @Override
    public void welcome(
            ServerSetup setup, Login administrator, Login master, @Nullable String database)
            throws SQLException {
        try (Connection connection = connect(setup, "");
                Statement statement = connection.createStatement()) {
            String user = Dialect.literal(master.user()) + "@'%'";
            statement.execute(
                    "CREATE USER " + user + " IDENTIFIED BY " + Dialect.literal(master.password()));
            statement.execute(
                    "GRANT " + RIGHTS_OF_MASTER + " ON *.* TO " + user + " WITH GRANT OPTION");
            if (database != null) {
                statement.execute("CREATE DATABASE `" + database.replace("`", "``") + "`");
            }
            setPassword(connection, administrator);
        }
    }

    @Override
    public void changePassword(ServerSetup setup, Login login) throws SQLException {
        try (Connection connection = connect(setup, "")) {
            setPassword(connection, login);
        } catch (SQLException e) {
            if (e.getErrorCode() == NO_SUCH_USER) {
                throw new EngineException(Reason.PARAMETER, "there is no user " + login.user(), e);
            }
            throw e;
        }
    }

    private static void setPassword(Connection connection, Login login) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("ALTER USER ?@'%' IDENTIFIED BY ?")) {
            statement.setString(1, login.user());
            statement.setString(2, login.password());
            statement.execute();
        }
    }

    @Override
    public Set<String> reload(ServerSetup setup, Map<String, String> before) throws SQLException {
        try (Connection connection = connect(setup, "");
                Statement statement = connection.createStatement()) {
            if (dialect == Dialect.MARIADB && setup.spec().listening().certificate() != null) {
                statement.execute("FLUSH SSL");
            }
            if (dialect == Dialect.MARIADB) {
                statement.execute(SemiSynchronous.reload(setup));
            }
            return Variables.change(
                    statement,
                    Configuration.wanted(setup, before),
                    Configuration.wanted(setup, setup.spec().parameters()));
        }
    }

    @Override
    public boolean guardsSources() {
        return false;
    }

    @Override
    public void endSessions(Connection administrator, Predicate<InetAddress> unwanted)
            throws SQLException {
        Sessions.end(administrator, unwanted);
    }

    @Override
    public boolean reloadsTls() {
        return false;
    }

    @Override
    public Copied copy(ServerSetup setup, ServerProcess process, Path target)
            throws IOException, SQLException, InterruptedException {
        try (Connection connection = connect(setup, "")) {
            return HeldCopy.take(dialect, connection, process, setup.home().data(), target);
        }
    }

    @Override
    public void adapt(ServerSetup setup) {
        // It is told its role when it runs.
    }

    @Override
    public void assume(ServerSetup setup, String position) throws SQLException {
        try (Connection connection = connect(setup, "")) {
            Replicas.assume(dialect, connection, setup, position);
        }
    }

    @Override
    public Optional<Instant> archive(ServerSetup setup) {
        return Optional.empty();
    }

    @Override
    public Doorway openFront(ServerSetup setup, ServerCertificate certificate, TokenLogins logins)
            throws IOException {
        return TokenUsers.openFront(setup, certificate, logins);
    }

    @Override
    public boolean isTokenUser(ServerSetup setup, String user) throws SQLException {
        try (Connection connection = connect(setup, "")) {
            return TokenUsers.has(connection, setup, user);
        }
    }

    @Override
    public String tokenPassword(ServerSetup setup, String user) {
        return TokenUsers.password(setup.administrator().password());
    }

    @Override
    public void renewTokens(ServerSetup setup, String before) throws SQLException {
        try (Connection connection = connect(setup, "")) {
            TokenUsers.renew(connection, before, setup.administrator().password());
        }
    }

    @Override
    public void awaitInStep(ServerSetup primary, ServerSetup replica) throws SQLException {
        try (Connection source = connect(primary, "");
                Connection follower = connect(replica, "")) {
            Replicas.awaitInStep(dialect, source, follower);
        }
    }

    @Override
    public Replication replication(ServerSetup setup) throws SQLException {
        try (Connection connection = connect(setup, "")) {
            return Replicas.status(connection);
        }
    }

    @Override
    public void bequeath(ServerSetup primary, ServerSetup replica)
            throws IOException, SQLException, InterruptedException {
        if (dialect == Dialect.MYSQL) {
            try (Connection connection = connect(replica, "")) {
                new PrimarysLog(primary, replica).apply(connection);
            }
        }
    }

    @Override
    public void promote(ServerSetup setup) throws SQLException, InterruptedException {
        try (Connection connection = connect(setup, "")) {
            Replicas.promote(connection);
        }
    }

    @Override
    public void admit(ServerSetup setup, ServerName replica, boolean admitted) {
        // Its log is kept for a day, whoever reads it.
    }

    @Override
    public void refuseWrites(ServerSetup setup, boolean refuse) throws SQLException {
        try (Connection connection = connect(setup, "");
                Statement statement = connection.createStatement()) {
            boolean readOnly = refuse || setup.role() instanceof Role.Replica;
            statement.execute("SET GLOBAL read_only = " + (readOnly ? "1" : "0"));
        }
    }

    @Override
    public int connections(Connection administrator) throws SQLException {
        try (Statement statement = administrator.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT COUNT(*) FROM information_schema.processlist WHERE user NOT"
                                        + " IN ('tule_admin', 'system user', 'event_scheduler',"
                                        + " 'unauthenticated user')")) {
            result.next();
            return result.getInt(1);
        }
    }

    @Override
    public List<SlowQuery> slowQueries(ServerSetup setup, int limit) throws IOException {
        return SlowLog.read(setup.home().log(), limit);
    }

    @Override
    public void rotateLogs(ServerSetup setup) throws IOException, SQLException {
        if (LogRotation.rotate(setup.home().log())) {
            try (Connection connection = connect(setup, "");
                    Statement statement = connection.createStatement()) {
                statement.execute("FLUSH LOCAL ERROR LOGS");
                statement.execute("FLUSH LOCAL SLOW LOGS");
                statement.execute("FLUSH LOCAL GENERAL LOGS");
            }
        }
    }
}
