package dev.tule.bench;

import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineKind;
import dev.tule.engines.EngineOffer;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.EnginesConfig;
import dev.tule.engines.Listening;
import dev.tule.engines.Login;
import dev.tule.engines.ServerName;
import dev.tule.engines.ServerSpec;
import dev.tule.engines.StopMode;
import dev.tule.engines.local.LocalEngines;
import dev.tule.engines.relay.Relay;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Database servers: from the call to available, and what the relay costs beside none. */
final class EngineMeasurement {
    private static final Login MASTER = new Login("master", "secret");
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final int CLIENTS = 4;
    private static final int ROWS = 10_000;

    /** The copy of a template for the next server is made meanwhile. */
    private static final Duration BETWEEN_CALLS = Duration.ofSeconds(3);

    private final Main.Rounds rounds;
    private final Path scratch;

    EngineMeasurement(Main.Rounds rounds, Path scratch) {
        this.rounds = rounds;
        this.scratch = scratch;
    }

    void run(Report report) throws Exception {
        try (LocalEngines engines =
                LocalEngines.open(EnginesConfig.in(scratch), InstantSource.system())) {
            report.columns(
                    "servers, ms, " + rounds.count() + " rounds",
                    List.of("created and available", "started again", "backed up"));
            for (EngineOffer offer : engines.offers()) {
                if (offer.runsHere()) {
                    life(engines, offer.version(), report);
                }
            }
            for (EngineOffer offer : engines.offers()) {
                if (offer.version().kind() == EngineKind.POSTGRESQL) {
                    relay(engines, offer.version(), report);
                }
            }
        }
    }

    private void life(LocalEngines engines, EngineVersion version, Report report) {
        int count = rounds.count();
        double[] created = new double[count];
        double[] started = new double[count];
        double[] backedUp = new double[count];
        // The first unpacks and makes the template.
        engines.create(version, spec("first", version), MASTER, "bench").delete();
        for (int i = 0; i < count; i++) {
            LockSupport.parkNanos(BETWEEN_CALLS.toNanos());
            long begin = System.nanoTime();
            DatabaseServer server =
                    engines.create(version, spec("round" + i, version), MASTER, "bench");
            created[i] = (System.nanoTime() - begin) / 1e6;
            server.stop(StopMode.FAST);
            begin = System.nanoTime();
            server.start();
            started[i] = (System.nanoTime() - begin) / 1e6;
            begin = System.nanoTime();
            server.backup(scratch.resolve(server.name() + "-backup"));
            backedUp[i] = (System.nanoTime() - begin) / 1e6;
            server.delete();
        }
        report.row(version.toString(), List.of(created, started, backedUp));
    }

    private void relay(LocalEngines engines, EngineVersion version, Report report)
            throws Exception {
        DatabaseServer server = engines.create(version, spec("relayed", version), MASTER, "bench");
        try (Relay relay =
                        Relay.open(
                                new InetSocketAddress(HERE, 0),
                                server.address(),
                                server.spec().listening().sources());
                Connection connection = connect(server.address());
                Statement statement = connection.createStatement()) {
            statement.execute("create table account (id int primary key, balance int)");
            statement.execute("create table history (id int, at timestamptz default now())");
            statement.execute(
                    "insert into account select i, 0 from generate_series(1, " + ROWS + ") i");
            report.heading("direct", "PostgreSQL by the relay, transactions/s, " + rounds);
            take(report, "read a row, 1 client", 1, server, relay, EngineMeasurement::read);
            take(report, "read a row, 4 clients", CLIENTS, server, relay, EngineMeasurement::read);
            take(
                    report,
                    "update, insert, commit",
                    CLIENTS,
                    server,
                    relay,
                    EngineMeasurement::write);
        }
        server.delete();
    }

    private void take(
            Report report,
            String what,
            int clients,
            DatabaseServer server,
            Relay relay,
            Transaction transaction)
            throws Exception {
        double[] relayed = new double[rounds.count()];
        double[] direct = new double[rounds.count()];
        for (int i = 0; i < rounds.count(); i++) {
            direct[i] = rate(clients, server.address(), transaction);
            relayed[i] = rate(clients, relay.address(), transaction);
        }
        report.line(what, relayed, direct);
    }

    /** What a client does again and again. */
    @FunctionalInterface
    private interface Transaction {
        void run(Connection connection, int id) throws SQLException;
    }

    private double rate(int clients, InetSocketAddress address, Transaction transaction)
            throws Exception {
        long end = System.nanoTime() + rounds.seconds() * 1_000_000_000L;
        long done = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                counts.add(threads.submit(() -> count(address, transaction, end)));
            }
            for (Future<Long> count : counts) {
                done += count.get();
            }
        }
        return done / (double) rounds.seconds();
    }

    private static long count(InetSocketAddress address, Transaction transaction, long end)
            throws SQLException {
        long done = 0;
        try (Connection connection = connect(address)) {
            while (System.nanoTime() - end < 0) {
                transaction.run(connection, ThreadLocalRandom.current().nextInt(ROWS) + 1);
                done++;
            }
        }
        return done;
    }

    private static void read(Connection connection, int id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select balance from account where id = ?")) {
            statement.setInt(1, id);
            statement.executeQuery().close();
        }
    }

    private static void write(Connection connection, int id) throws SQLException {
        connection.setAutoCommit(false);
        for (String sql :
                List.of(
                        "update account set balance = balance + 1 where id = ?",
                        "insert into history (id) values (?)")) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setInt(1, id);
                statement.executeUpdate();
            }
        }
        connection.commit();
    }

    private static Connection connect(InetSocketAddress address) throws SQLException {
        String url =
                "jdbc:postgresql://%s:%d/bench"
                        .formatted(address.getAddress().getHostAddress(), address.getPort());
        return DriverManager.getConnection(url, MASTER.user(), MASTER.password());
    }

    private static ServerSpec spec(String name, EngineVersion version) {
        String unique = name + "-" + version.kind().name().toLowerCase(Locale.ROOT);
        return ServerSpec.of(new ServerName(unique), Listening.at(new InetSocketAddress(HERE, 0)));
    }
}
