package dev.tule.bench;

import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.SourceRange;
import dev.tule.engines.local.LocalEngines;
import dev.tule.engines.relay.Relay;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What MariaDB's clients pay for keeping others out: by the kernel's filter, and by the relay where
 * the kernel has none, each beside a server that is open to all.
 */
final class EntranceMeasurement {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final int CLIENTS = 4;
    private static final int ROWS = 10_000;

    private final Main.Rounds rounds;

    EntranceMeasurement(Main.Rounds rounds) {
        this.rounds = rounds;
    }

    void run(LocalEngines engines, EngineVersion version, Report report) throws Exception {
        DatabaseServer open = server(engines, version, "open");
        DatabaseServer filtered = server(engines, version, "filtered");
        filtered.listen(
                filtered.spec()
                        .listening()
                        .withSources(List.of(SourceRange.parse(HERE.getHostAddress()))));
        report.heading("open", "MariaDB filtered by the kernel, transactions/s, " + rounds);
        take(report, open.address(), filtered.address());
        try (Relay relay =
                Relay.open(
                        new InetSocketAddress(HERE, 0),
                        open.address(),
                        open.spec().listening().sources())) {
            report.heading("open", "MariaDB by the relay, transactions/s, " + rounds);
            take(report, open.address(), relay.address());
        }
        filtered.delete();
        open.delete();
    }

    private static DatabaseServer server(LocalEngines engines, EngineVersion version, String name)
            throws SQLException {
        DatabaseServer server =
                engines.create(
                        version,
                        EngineMeasurement.spec(name, version),
                        EngineMeasurement.MASTER,
                        "bench");
        String rows =
                IntStream.rangeClosed(1, ROWS)
                        .mapToObj("(%d, 0)"::formatted)
                        .collect(Collectors.joining(", "));
        try (Connection connection = connect(server.address());
                Statement statement = connection.createStatement()) {
            statement.execute("create table account (id int primary key, balance int)");
            statement.execute("create table history (id int, at timestamp default now())");
            statement.execute("insert into account values " + rows);
        }
        return server;
    }

    private void take(Report report, InetSocketAddress open, InetSocketAddress guarded)
            throws Exception {
        take(report, "read a row, 1 client", 1, open, guarded, EntranceMeasurement::read);
        take(report, "read a row, 4 clients", CLIENTS, open, guarded, EntranceMeasurement::read);
        take(report, "update, insert, commit", CLIENTS, open, guarded, EntranceMeasurement::write);
    }

    private void take(
            Report report,
            String what,
            int clients,
            InetSocketAddress open,
            InetSocketAddress guarded,
            Transaction transaction)
            throws Exception {
        double[] direct = new double[rounds.count()];
        double[] ours = new double[rounds.count()];
        for (int i = 0; i < rounds.count(); i++) {
            direct[i] = rate(clients, open, transaction);
            ours[i] = rate(clients, guarded, transaction);
        }
        report.line(what, ours, direct);
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
                "jdbc:mariadb://%s:%d/bench"
                        .formatted(address.getAddress().getHostAddress(), address.getPort());
        return DriverManager.getConnection(
                url, EngineMeasurement.MASTER.user(), EngineMeasurement.MASTER.password());
    }
}
