package dev.tule.engines.local;

import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineKind;
import dev.tule.engines.EngineOffer;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.EnginesConfig;
import dev.tule.engines.Listening;
import dev.tule.engines.Login;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.engine.ServerHome;
import dev.tule.engines.process.Trees;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Real engines on a directory of their own. What is unpacked is kept among the host's temporary
 * files, from one run to the next: servers may run as a user who can't enter the build's directory.
 */
final class RealEngines implements AutoCloseable {

    static final Login MASTER = new Login("master", "it's \"a\" \\ secret");
    static final String DATABASE = "orders";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final Path directory;
    private final Duration patience;
    LocalEngines engines;

    RealEngines() throws IOException {
        this(Duration.ofSeconds(30));
    }

    /**
     * @param patience with servers that hang
     */
    RealEngines(Duration patience) throws IOException {
        this.patience = patience;
        directory = Files.createTempDirectory("tule-engines");
        // Servers run as another user when this is root's.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        engines = open();
    }

    private LocalEngines open() {
        EnginesConfig config =
                EnginesConfig.in(directory)
                        .withPatience(patience)
                        .withCache(
                                Path.of(
                                        System.getProperty("java.io.tmpdir"),
                                        "tule-engines-cache-" + System.getProperty("user.name")));
        return LocalEngines.open(config, InstantSource.system());
    }

    /** As when this process had ended and another one began: nothing is stopped. */
    void succeed() {
        engines.leave();
        reopen();
    }

    void reopen() {
        engines = open();
    }

    /**
     * As when our process had crashed while it made a server, before it wrote its process down.
     *
     * @return that process
     */
    ProcessHandle crashBeforeItIsFinished(DatabaseServer server) throws IOException {
        ProcessHandle process = ProcessHandle.of(pid(server)).orElseThrow();
        Path home = directory.resolve("servers").resolve(server.name().value());
        engines.leave();
        ServerRecord.load(new ServerHome(home)).withProcess(null).save(new ServerHome(home));
        Files.createFile(home.resolve("unfinished"));
        reopen();
        return process;
    }

    EngineVersion version(EngineKind kind) {
        return engines.offers().stream()
                .filter(EngineOffer::runsHere)
                .map(EngineOffer::version)
                .filter(version -> version.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    DatabaseServer create(EngineKind kind, String name) {
        return create(kind, spec(name));
    }

    DatabaseServer create(EngineKind kind, ServerSpec spec) {
        return engines.create(version(kind), spec, MASTER, DATABASE);
    }

    static ServerSpec spec(String name) {
        return ServerSpec.of(
                new ServerName(name),
                Listening.at(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)));
    }

    static Connection connect(DatabaseServer server) throws SQLException {
        return connect(server, MASTER);
    }

    static Connection connect(DatabaseServer server, Login login) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl(DATABASE), login.user(), login.password());
    }

    static void execute(DatabaseServer server, String... statements) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static String query(DatabaseServer server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    Path makeDirectory() throws IOException {
        return Files.createTempDirectory(directory, "test");
    }

    /** The number of the server's process. */
    long pid(DatabaseServer server) throws IOException {
        Path record = directory.resolve("servers").resolve(server.name().value());
        return Objects.requireNonNull(ServerRecord.load(new ServerHome(record)).process()).pid();
    }

    static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not in time: " + what);
            }
            Thread.sleep(10);
        }
    }

    @Override
    public void close() throws IOException {
        engines.close();
        Trees.delete(directory);
    }
}
