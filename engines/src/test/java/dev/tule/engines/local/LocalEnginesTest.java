package dev.tule.engines.local;

import static dev.tule.engines.local.RealEngines.MASTER;
import static dev.tule.engines.local.RealEngines.connect;
import static dev.tule.engines.local.RealEngines.execute;
import static dev.tule.engines.local.RealEngines.query;
import static dev.tule.engines.local.RealEngines.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tule.engines.Backup;
import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.EngineKind;
import dev.tule.engines.Listening;
import dev.tule.engines.LogFile;
import dev.tule.engines.Login;
import dev.tule.engines.ServerCertificate;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerReadings;
import dev.tule.engines.ServerState;
import dev.tule.engines.SourceRange;
import dev.tule.engines.StopMode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What holds for every engine, shown with its real server. */
class LocalEnginesTest {

    private static RealEngines real;

    @BeforeAll
    static void open() throws Exception {
        real = new RealEngines();
    }

    @AfterAll
    static void close() throws Exception {
        real.close();
    }

    /** One server of each engine for all tests that leave it as it was. */
    private static DatabaseServer shared(EngineKind kind) {
        String name = "shared-" + kind.name().toLowerCase(Locale.ROOT);
        return real.engines.server(new ServerName(name)).orElseGet(() -> real.create(kind, name));
    }

    private static String name(String name, EngineKind kind) {
        return name + "-" + kind.name().toLowerCase(Locale.ROOT);
    }

    @OfEachProcessEngine
    void aServerKeepsItsRowsThroughStopStartAndCopies(EngineKind kind) throws Exception {
        DatabaseServer server = real.create(kind, name("orders", kind));
        execute(server, "create table item (id int primary key)", "insert into item values (1)");

        server.restart();
        Backup backup = server.backup(real.directory.resolve(name("backup", kind)));
        execute(server, "insert into item values (2)");
        server.stop(StopMode.FAST);
        server.start();
        assertThat(query(server, "select count(*) from item")).isEqualTo("2");

        DatabaseServer restored = real.engines.restore(backup, spec(name("restored", kind)));
        assertThat(query(restored, "select count(*) from item")).isEqualTo("1");
        server.delete();
        assertThat(real.engines.servers()).contains(restored).doesNotContain(server);
        restored.delete();
    }

    @OfEachProcessEngine
    void whatWasCommittedSurvivesTheEnginesDeath(EngineKind kind) throws Exception {
        DatabaseServer server = shared(kind);
        execute(server, "create table crashed (id int primary key)");
        AtomicInteger committed = new AtomicInteger();
        Thread writer = Thread.ofVirtual().start(() -> insertUntilItFails(server, committed));
        RealEngines.await("some commits", () -> committed.get() >= 100);

        signal("KILL", real.pid(server));
        writer.join();
        int least = committed.get();

        RealEngines.await("the restart", () -> isAnswering(server));
        assertThat(Integer.parseInt(query(server, "select count(*) from crashed")))
                .isBetween(least, least + 1);
    }

    private static void insertUntilItFails(DatabaseServer server, AtomicInteger committed) {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            while (true) {
                statement.execute("insert into crashed values (" + committed.get() + ")");
                committed.incrementAndGet();
            }
        } catch (SQLException e) {
            // The engine was killed.
        }
    }

    private static void signal(String name, long pid) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }

    private static long backend(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("select pg_backend_pid()")) {
            result.next();
            return result.getLong(1);
        }
    }

    private static boolean isAnswering(DatabaseServer server) {
        try (Connection connection = connect(server)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    @OfEachProcessEngine
    void sessionsSurviveTheEndOfOurProcess(EngineKind kind) throws Exception {
        DatabaseServer server = real.create(kind, name("adopted", kind));
        try (Connection session = connect(server)) {
            real.succeed();

            assertThat(session.isValid(1)).isTrue();
        }
        DatabaseServer adopted = real.engines.server(server.name()).orElseThrow();
        assertThat(adopted.state()).isEqualTo(ServerState.AVAILABLE);
        adopted.changePassword(new Login(MASTER.user(), "another"));
        connect(adopted, new Login(MASTER.user(), "another")).close();
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connect(adopted));
        adopted.delete();
    }

    @Test
    void aServerIsStartedAgainThoughChildrenOfItsPredecessorSurvive() throws Exception {
        DatabaseServer server = real.create(EngineKind.POSTGRESQL, "orphaned");
        long postmaster = real.pid(server);
        try (Connection session = connect(server);
                Statement statement = session.createStatement()) {
            statement.execute("create table item (id int primary key)");
            // A backend that is held doesn't hear that its postmaster has died.
            signal("STOP", backend(statement));
            real.engines.leave();
            signal("KILL", postmaster);
            real.reopen();

            DatabaseServer next = real.engines.server(server.name()).orElseThrow();
            RealEngines.await("the restart", () -> isAnswering(next));
            execute(next, "insert into item values (1)");
            next.delete();
        }
    }

    @OfEachProcessEngine
    void sourcesThatAreNotAllowedCannotLogIn(EngineKind kind) throws Exception {
        DatabaseServer server = shared(kind);
        Listening listening = server.spec().listening();

        server.listen(listening.withSources(List.of(SourceRange.parse("10.0.0.0/8"))));
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connect(server));

        server.listen(listening.withSources(List.of(SourceRange.parse("127.0.0.1"))));
        connect(server).close();
        server.listen(listening);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theKernelKeepsSourcesOutWithOrWithoutUs() throws Exception {
        DatabaseServer server = real.create(EngineKind.MARIADB, "filtered");
        Listening listening = server.spec().listening();
        server.listen(listening.withSources(List.of(SourceRange.parse("127.0.0.1"))));
        server.restart();
        assertThat(isReachedFrom("127.0.0.2", server)).isFalse();

        try (Connection session = connect(server);
                Statement statement = session.createStatement()) {
            real.engines.leave();
            assertThat(isReachedFrom("127.0.0.2", server)).isFalse();
            real.reopen();
            statement.execute("create table item (id int primary key)");
        }

        DatabaseServer adopted = real.engines.server(server.name()).orElseThrow();
        adopted.listen(listening.withSources(List.of(SourceRange.parse("127.0.0.0/30"))));
        assertThat(isReachedFrom("127.0.0.2", adopted)).isTrue();
        assertThat(isReachedFrom("127.0.0.4", adopted)).isFalse();
        adopted.delete();
    }

    private static boolean isReachedFrom(String source, DatabaseServer server) throws IOException {
        try (Socket client = new Socket()) {
            client.bind(new InetSocketAddress(source, 0));
            client.connect(server.address(), 150);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @OfEachProcessEngine
    void parametersAreAppliedOrWaitOrAreRefused(EngineKind kind) throws Exception {
        DatabaseServer server = shared(kind);
        boolean postgres = kind == EngineKind.POSTGRESQL;
        String dynamic = postgres ? "statement_timeout" : "wait_timeout";
        String fixed = postgres ? "max_connections" : "back_log";

        assertThat(server.configure(Map.of(dynamic, "4321", fixed, "77"))).containsExactly(fixed);
        assertThat(shown(server, dynamic)).startsWith("4321");
        assertThat(shown(server, fixed)).isNotEqualTo("77");
        server.restart();
        assertThat(shown(server, fixed)).isEqualTo("77");
        assertThat(server.awaitingRestart()).isEmpty();

        server.configure(Map.of());
        for (String refused : List.of("no_such_thing", "port", "a\nb")) {
            assertThatExceptionOfType(EngineException.class)
                    .isThrownBy(() -> server.configure(Map.of(refused, "1")))
                    .returns(Reason.PARAMETER, EngineException::reason);
        }
    }

    private static String shown(DatabaseServer server, String name) throws SQLException {
        return query(
                server,
                server.version().kind() == EngineKind.POSTGRESQL
                        ? "show " + name
                        : "select @@global." + name);
    }

    @OfEachProcessEngine
    void aReplicaFollowsAndIsPromoted(EngineKind kind) throws Exception {
        DatabaseServer primary = real.create(kind, name("primary", kind));
        execute(primary, "create table item (id int primary key)", "insert into item values (1)");

        DatabaseServer replica =
                real.engines.replicate(primary, spec(name("replica", kind)), false);
        execute(primary, "insert into item values (2)");
        RealEngines.await(
                "the second row", () -> query(replica, "select count(*) from item").equals("2"));
        assertThat(replica.replication().orElseThrow().streaming()).isTrue();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> execute(replica, "insert into item values (3)"));

        Backup backup = replica.backup(real.directory.resolve(name("of-replica", kind)));
        DatabaseServer restored = real.engines.restore(backup, spec(name("from-replica", kind)));
        execute(restored, "insert into item values (3)");
        assertThat(query(restored, "select count(*) from item")).isEqualTo("3");
        restored.delete();

        primary.delete();
        replica.promote();
        execute(replica, "insert into item values (3)");
        assertThat(query(replica, "select count(*) from item")).isEqualTo("3");
        assertThat(replica.replication()).isEmpty();
        replica.delete();
    }

    @OfEachProcessEngine
    void itTellsWhatItUsesAndWhatIsSlow(EngineKind kind) throws Exception {
        DatabaseServer server = shared(kind);
        boolean postgres = kind == EngineKind.POSTGRESQL;
        String slow = postgres ? "select pg_sleep(1.1), 'slow'" : "select sleep(1.1), 'slow'";

        try (Connection session = connect(server);
                Statement statement = session.createStatement()) {
            statement.execute(slow);
            ServerReadings readings = server.readings();
            assertThat(readings.connections()).isEqualTo(1);
            assertThat(readings.memoryBytes()).isGreaterThan(5 << 20);
            assertThat(readings.storageBytes()).isGreaterThan(20 << 20);
            assertThat(readings.cpuTime()).isPositive();
            assertThat(readings.writtenBytes()).isPositive();
        }
        RealEngines.await(
                "the slow query",
                () ->
                        server.slowQueries(10).stream()
                                .anyMatch(query -> query.statement().contains("'slow'")));
        assertThat(server.logs()).isNotEmpty();
    }

    @OfEachProcessEngine
    void aServerThatIsFullRefusesWritesUntilThereIsRoom(EngineKind kind) throws Exception {
        DatabaseServer server = shared(kind);
        long memory = server.spec().memoryBytes();
        execute(server, "create table much (id int primary key)");

        server.resize(memory, 1);
        RealEngines.await("the refusal", () -> refusesWrites(server));
        server.restart();
        RealEngines.await("the refusal after a restart", () -> refusesWrites(server));
        assertThat(query(server, "select count(*) from much")).isEqualTo("0");

        server.resize(memory, 0);
        RealEngines.await("room", () -> !refusesWrites(server));
        execute(server, "drop table much");
        try (Connection administrator = server.administer("")) {
            assertThat(administrator.getNetworkTimeout()).isPositive();
        }
    }

    private static boolean refusesWrites(DatabaseServer server) {
        try {
            execute(server, "delete from much");
            return false;
        } catch (SQLException refused) {
            assertThat(refused.getMessage()).matches("(?si).*read.only.*");
            return true;
        }
    }

    @OfEachProcessEngine
    void noLogHoldsAPassword(EngineKind kind) throws Exception {
        DatabaseServer server = shared(kind);
        String seen = "'what users say is logged'";
        String secret = "not-for-any-log";
        server.configure(
                kind == EngineKind.POSTGRESQL
                        ? Map.of("log_statement", "all", "log_min_duration_statement", "0")
                        : Map.of("general_log", "1", "long_query_time", "0"));

        execute(server, "select " + seen);
        server.changePassword(new Login(MASTER.user(), secret));
        connect(server, new Login(MASTER.user(), secret)).close();
        server.changePassword(MASTER);

        RealEngines.await("the statement's log", () -> logs(server).contains(seen));
        assertThat(logs(server)).doesNotContain(secret, MASTER.password());
        server.configure(Map.of());
    }

    private static String logs(DatabaseServer server) throws IOException {
        StringBuilder logged = new StringBuilder();
        for (LogFile log : server.logs()) {
            logged.append(Files.readString(log.path(), StandardCharsets.ISO_8859_1));
        }
        return logged.toString();
    }

    @OfEachProcessEngine
    void aTakenAddressLeavesNothingBehind(EngineKind kind) throws Exception {
        DatabaseServer first = shared(kind);
        Path second = real.directory.resolve("servers/second");

        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(
                        () ->
                                real.create(
                                        kind,
                                        spec("second").withListening(first.spec().listening())))
                .returns(Reason.ADDRESS_IN_USE, EngineException::reason);

        assertThat(second).doesNotExist();
        assertThat(real.engines.servers())
                .extracting(DatabaseServer::name)
                .doesNotContain(new ServerName("second"));
    }

    @OfEachProcessEngine
    void clientsMayBeHeldToTls(EngineKind kind) throws Exception {
        ServerCertificate certificate = Certificates.selfSigned(real.makeDirectory());
        Path authority = Files.createTempFile(real.directory, "authority", ".pem");
        Files.writeString(authority, certificate.authority());
        String name = name("tls", kind);
        DatabaseServer server =
                real.create(
                        kind,
                        spec(name)
                                .withListening(spec(name).listening().withTls(certificate, true)));
        String encrypted =
                kind == EngineKind.POSTGRESQL
                        ? "?sslmode=verify-full&sslrootcert="
                        : "?sslMode=verify-full&serverSslCert=";
        String plain = kind == EngineKind.POSTGRESQL ? "?sslmode=disable" : "?sslMode=disable";
        String url = server.jdbcUrl(RealEngines.DATABASE);

        DriverManager.getConnection(url + encrypted + authority, MASTER.user(), MASTER.password())
                .close();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(
                        () ->
                                DriverManager.getConnection(
                                        url + plain, MASTER.user(), MASTER.password()));
        server.delete();
    }

    @OfEachProcessEngine
    void aFullServerTakesNoWritesUntilThereIsRoom(EngineKind kind) throws Exception {
        DatabaseServer server = shared(kind);
        execute(server, "create table filled (id int primary key)");

        server.resize(256 << 20, 1 << 20);
        RealEngines.await(
                "the refusal",
                () -> {
                    try {
                        execute(server, "delete from filled");
                        return false;
                    } catch (SQLException e) {
                        return true;
                    }
                });

        server.resize(256 << 20, 0);
        RealEngines.await(
                "room",
                () -> {
                    try {
                        execute(server, "insert into filled values (1)");
                        return true;
                    } catch (SQLException e) {
                        return false;
                    }
                });
    }
}
