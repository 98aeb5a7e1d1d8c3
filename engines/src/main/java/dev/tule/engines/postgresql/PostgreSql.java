package dev.tule.engines.postgresql;

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
import dev.tule.engines.engine.LogTail;
import dev.tule.engines.engine.Role;
import dev.tule.engines.engine.ServerSetup;
import dev.tule.engines.engine.Settings;
import dev.tule.engines.engine.TokenSecret;
import dev.tule.engines.process.Account;
import dev.tule.engines.process.Commands;
import dev.tule.engines.process.ServerProcess;
import dev.tule.engines.relay.Doorway;
import dev.tule.engines.relay.PemContext;
import dev.tule.engines.relay.PostgreSqlFront;
import dev.tule.engines.relay.TokenLogins;
import java.io.IOException;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** PostgreSQL servers. Safe for use by many threads. */
public final class PostgreSql implements Engine {

    private static final Duration INITIALISATION = Duration.ofMinutes(2);
    private static final Duration CHECK = Duration.ofSeconds(20);
    private static final Duration RELOAD = Duration.ofSeconds(10);
    private static final Duration ARCHIVING = Duration.ofSeconds(60);
    private static final Duration IN_STEP = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final int GRANTS_NEED_ADMISSION = 16;
    private static final int LOGS_KEPT = 10;

    /** What we say holds passwords: no log shall have it, whatever users ask to be logged. */
    private static final String UNLOGGED =
            "-c log_statement=none -c log_min_duration_statement=-1 -c"
                    + " log_min_error_statement=panic";

    /**
     * From here on there is a collation of its own that sorts and folds Unicode everywhere alike.
     */
    private static final int BUILTIN_LOCALE = 17;

    private final InstantSource clock;

    public PostgreSql(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void initialise(
            Installation installation, Path directory, Account account, Login administrator)
            throws IOException {
        Path password = directory.resolveSibling("password");
        Settings.write(password, administrator.password(), account);
        List<String> command = new ArrayList<>(account.prefix());
        command.addAll(
                List.of(
                        installation.program("initdb").toString(),
                        "--pgdata=" + directory,
                        "--username=" + administrator.user(),
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync"));
        if (Integer.parseInt(installation.version().major()) >= BUILTIN_LOCALE) {
            command.add("--locale-provider=builtin");
            command.add("--builtin-locale=C.UTF-8");
        }
        try {
            Commands.run(command, Map.of(), directory.getParent(), INITIALISATION);
        } finally {
            Files.delete(password);
        }
        Welcome.prepare(installation, directory, account);
    }

    @Override
    public void check(ServerSetup setup) throws IOException {
        Settings.check(setup.spec().parameters(), Configuration.OURS);
        if (setup.spec().parameters().isEmpty()) {
            return;
        }
        // The server itself reads the settings, and ends with the first that it doesn't take.
        Path candidate = setup.home().run().resolve("candidate.conf");
        Settings.write(candidate, Configuration.settings(setup), setup.account());
        List<String> command = new ArrayList<>(setup.account().prefix());
        command.add(setup.installation().server().toString());
        command.addAll(List.of("-D", setup.home().data().toString()));
        command.addAll(List.of("-c", "config_file=" + candidate, "-C", "port"));
        try {
            Commands.run(command, Map.of(), setup.home().run(), CHECK);
        } catch (IOException e) {
            throw new EngineException(Reason.PARAMETER, complaint(String.valueOf(e.getMessage())));
        } finally {
            Files.delete(candidate);
        }
    }

    private static String complaint(String said) {
        return said.lines()
                .filter(line -> line.contains("LOG:") || line.contains("FATAL:"))
                .map(line -> line.replaceFirst("^.*?(LOG|FATAL): *", ""))
                .map(line -> line.replaceFirst(" in file \".*?\" line [0-9]+", ""))
                .findFirst()
                .orElse("the parameters are refused");
    }

    @Override
    public void configure(ServerSetup setup) throws IOException {
        Configuration.write(setup);
    }

    @Override
    public void forgetProcess(ServerSetup setup) throws IOException {
        Files.deleteIfExists(setup.home().data().resolve("postmaster.pid"));
    }

    @Override
    public List<String> command(ServerSetup setup) {
        return List.of(
                setup.installation().server().toString(),
                "-D",
                setup.home().data().toString(),
                "-c",
                "config_file=" + setup.home().configuration(Configuration.SETTINGS));
    }

    @Override
    public String signal(StopMode mode) {
        return switch (mode) {
            case FAST -> "INT";
            case IMMEDIATE -> "QUIT";
        };
    }

    @Override
    public Connection connect(ServerSetup setup, String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", setup.administrator().user());
        properties.setProperty("password", setup.administrator().password());
        // Within this host, and the server lets us in without.
        properties.setProperty("sslmode", "disable");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", Long.toString(LONGEST_SILENCE.toSeconds()));
        properties.setProperty("options", UNLOGGED);
        properties.setProperty("loginTimeout", "10");
        String url =
                jdbcUrl(
                        setup.reachable().getAddress().getHostAddress(),
                        setup.reachable().getPort(),
                        database.isEmpty() ? "postgres" : database);
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public boolean isReady(Connection administrator, Role role) throws SQLException {
        try (Statement statement = administrator.createStatement()) {
            boolean recovering = text(statement, "select pg_is_in_recovery()").equals("t");
            return !recovering || role instanceof Role.Replica;
        }
    }

    @Override
    public String jdbcUrl(String host, int port, String database) {
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return "jdbc:postgresql://%s:%d/%s".formatted(literal, port, database);
    }

    @Override
    public boolean blamesParameters(String output) {
        return output.contains("invalid value for parameter")
                || output.contains("unrecognized configuration parameter")
                || output.contains("contains errors")
                || output.contains("requires a numeric value");
    }

    @Override
    public boolean blamesTarget(String output) {
        return output.contains("recovery ended before configured recovery target was reached");
    }

    @Override
    public void welcome(
            ServerSetup setup, Login administrator, Login master, @Nullable String database)
            throws SQLException {
        try (Connection connection = connect(setup, "")) {
            Welcome.welcome(connection, administrator, master, database);
        }
    }

    @Override
    public void changePassword(ServerSetup setup, Login login) throws SQLException {
        try (Connection connection = connect(setup, "");
                Statement statement = connection.createStatement()) {
            Welcome.setPassword(statement, login);
        } catch (SQLException e) {
            if ("42704".equals(e.getSQLState())) {
                throw new EngineException(Reason.PARAMETER, "there is no user " + login.user(), e);
            }
            throw e;
        }
    }

    @Override
    public Set<String> reload(ServerSetup setup, Map<String, String> before)
            throws SQLException, InterruptedException {
        String loaded;
        try (Connection connection = connect(setup, "");
                Statement statement = connection.createStatement()) {
            loaded = text(statement, "select pg_conf_load_time()");
            statement.execute("select pg_reload_conf()");
        }
        long deadline = System.nanoTime() + RELOAD.toNanos();
        while (true) {
            try (Connection connection = connect(setup, "");
                    Statement statement = connection.createStatement()) {
                if (!loaded.equals(text(statement, "select pg_conf_load_time()"))) {
                    return pending(statement);
                }
            }
            if (System.nanoTime() - deadline > 0) {
                throw new SQLException("the server does not read its configuration");
            }
            Thread.sleep(POLL);
        }
    }

    private static Set<String> pending(Statement statement) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (ResultSet result =
                statement.executeQuery("select name from pg_settings where pending_restart")) {
            while (result.next()) {
                names.add(result.getString(1));
            }
        }
        return names;
    }

    @Override
    public boolean guardsSources() {
        return true;
    }

    @Override
    public boolean reloadsTls() {
        return true;
    }

    @Override
    public Copied copy(ServerSetup setup, ServerProcess process, Path target)
            throws IOException, SQLException {
        try (Connection connection = connect(setup, "")) {
            return BaseBackup.take(connection, setup.home().data(), target);
        }
    }

    @Override
    public void adapt(ServerSetup setup) throws IOException {
        String signal =
                switch (setup.role()) {
                    case Role.Primary() -> "";
                    case Role.Replica _ -> "standby.signal";
                    case Role.Recovery _ -> "recovery.signal";
                };
        if (!signal.isEmpty()) {
            Settings.write(setup.home().data().resolve(signal), "", setup.account());
        }
    }

    @Override
    public void assume(ServerSetup setup, String position) {
        // A file in the data directory told it already.
    }

    @Override
    public Optional<Instant> archive(ServerSetup setup) throws SQLException, InterruptedException {
        if (setup.spec().archive() == null || !(setup.role() instanceof Role.Primary)) {
            return Optional.empty();
        }
        Instant until = clock.instant();
        try (Connection connection = connect(setup, "");
                Statement statement = connection.createStatement()) {
            // A commit after that moment, so that a recovery until then finds where to stop.
            statement.execute("select pg_logical_emit_message(true, 'tule', 'archive')");
            String segment = text(statement, "select pg_walfile_name(pg_switch_wal())");
            long deadline = System.nanoTime() + ARCHIVING.toNanos();
            while (true) {
                String last =
                        text(
                                statement,
                                "select coalesce(max(last_archived_wal), '') from"
                                        + " pg_stat_archiver");
                if (BaseBackup.isSegment(last)
                        && BaseBackup.place(last).compareTo(BaseBackup.place(segment)) >= 0) {
                    return Optional.of(until);
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new SQLException("segment " + segment + " is not archived in time");
                }
                Thread.sleep(POLL);
            }
        }
    }

    /**
     * Who may make roles may give this one to others. From version 16 on that needs an admission of
     * its own, which doesn't make them members who inherit.
     */
    @Override
    public void prepareTokens(Connection administrator, String role) throws SQLException {
        String makers =
                "select quote_ident(rolname) from pg_roles r where rolcreaterole and not rolsuper"
                        + " and not exists (select from pg_auth_members where member = r.oid"
                        + " and admin_option and roleid = '\"%s\"'::regrole)".formatted(role);
        try (Statement statement = administrator.createStatement()) {
            if (list(statement, "select rolname from pg_roles where rolname = '" + role + "'")
                    .isEmpty()) {
                statement.execute("create role " + statement.enquoteIdentifier(role, true));
            }
            if (administrator.getMetaData().getDatabaseMajorVersion() < GRANTS_NEED_ADMISSION) {
                return;
            }
            for (String maker : list(statement, makers)) {
                statement.execute(
                        "grant %s to %s with admin true, inherit false, set false"
                                .formatted(statement.enquoteIdentifier(role, true), maker));
            }
        }
    }

    private static List<String> list(Statement statement, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    @Override
    public Doorway openFront(ServerSetup setup, ServerCertificate certificate, TokenLogins logins)
            throws IOException {
        return PostgreSqlFront.open(setup.place(PemContext.of(certificate)), logins);
    }

    @Override
    public boolean isTokenUser(ServerSetup setup, String user) throws SQLException {
        String question =
                "select exists (select from pg_roles where rolname = ? and not rolsuper and"
                        + " pg_has_role(oid, ?::name, 'usage'))";
        try (Connection administrator = connect(setup, "");
                PreparedStatement statement = administrator.prepareStatement(question)) {
            statement.setString(1, user);
            statement.setString(2, setup.spec().listening().tokenUsers());
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getBoolean(1);
            }
        }
    }

    @Override
    public String tokenPassword(ServerSetup setup, String user) throws SQLException {
        String password = TokenSecret.of(setup.administrator().password(), user);
        changePassword(setup, new Login(user, password));
        return password;
    }

    /** The commit of a message returns when the replica has it, and so all before it. */
    @Override
    public void awaitInStep(ServerSetup primary, ServerSetup replica) throws SQLException {
        try (Connection connection = connect(primary, "");
                Statement statement = connection.createStatement()) {
            statement.execute("set statement_timeout = " + IN_STEP.toMillis());
            statement.execute("select pg_logical_emit_message(true, 'tule', 'in step')");
        }
    }

    @Override
    public Replication replication(ServerSetup setup) throws SQLException {
        try (Connection connection = connect(setup, "")) {
            return Replicas.status(connection);
        }
    }

    @Override
    public void promote(ServerSetup setup) throws SQLException {
        try (Connection connection = connect(setup, "")) {
            Replicas.promote(connection);
        }
    }

    @Override
    public void admit(ServerSetup setup, ServerName replica, boolean admitted) throws SQLException {
        try (Connection connection = connect(setup, "")) {
            Replicas.admit(connection, replica, admitted);
        }
    }

    @Override
    public void refuseWrites(ServerSetup setup, boolean refuse) throws SQLException {
        try (Connection connection = connect(setup, "");
                Statement statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = off");
            statement.execute(
                    refuse
                            ? "alter system set default_transaction_read_only = on"
                            : "alter system reset default_transaction_read_only");
            statement.execute("select pg_reload_conf()");
        }
    }

    @Override
    public int connections(Connection administrator) throws SQLException {
        try (Statement statement = administrator.createStatement()) {
            return Integer.parseInt(
                    text(
                            statement,
                            "select count(*) from pg_stat_activity where backend_type = 'client"
                                    + " backend' and usename <> 'tule_admin'"));
        }
    }

    @Override
    public List<SlowQuery> slowQueries(ServerSetup setup, int limit) throws IOException {
        return SlowStatements.read(setup.home().log(), limit);
    }

    @Override
    public void rotateLogs(ServerSetup setup) throws IOException {
        // Its collector begins new files; nobody else removes old ones.
        List<Path> logs = LogTail.newest(setup.home().log(), "postgresql-");
        for (Path old : logs.subList(Math.min(LOGS_KEPT, logs.size()), logs.size())) {
            Files.deleteIfExists(old);
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
