package dev.tule.rds.data;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Transactions that callers hold by their id. One that nobody has used for three minutes, or that
 * is a day old, is rolled back (Aurora User Guide, "Starting a SQL transaction"). Safe for use by
 * many threads; the calls of one transaction come after one another.
 */
final class Transactions implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Transactions.class.getName());
    private static final Duration IDLE = Duration.ofMinutes(3);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int MOST = 500;
    private static final int ID_BYTES = 66;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Open> open = new ConcurrentHashMap<>();
    private final Thread watch;

    /** One of them. Who uses its connection holds its turn. */
    private static final class Open {
        private final Connection connection;
        private final String resource;
        private final Instant begun;
        private final ReentrantLock turn = new ReentrantLock();
        private volatile Instant used;

        Open(Connection connection, String resource, Instant begun) {
            this.connection = connection;
            this.resource = resource;
            this.begun = begun;
            this.used = begun;
        }

        boolean isOver(Instant now) {
            return now.isAfter(used.plus(IDLE)) || now.isAfter(begun.plus(LONGEST));
        }
    }

    /** What is done within a transaction. */
    interface Use<T> {
        T with(Connection connection) throws SQLException;
    }

    Transactions(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        this.watch = Thread.ofVirtual().name("data-api-transactions").start(this::watch);
    }

    /** Keeps a connection, which is the transaction's from now on. */
    String begin(Connection connection, String resource) throws SQLException {
        expire();
        if (open.size() >= MOST) {
            connection.close();
            throw DataFaults.bad("There are " + MOST + " open transactions, as many as may be");
        }
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        String name = Base64.getEncoder().encodeToString(id);
        open.put(name, new Open(connection, resource, clock.instant()));
        return name;
    }

    /**
     * @throws software.amazon.awssdk.services.rdsdata.model.TransactionNotFoundException when it is
     *     not, or no longer, there
     */
    <T> T within(String id, String resource, Use<T> use) throws SQLException {
        expire();
        Open transaction = open.get(id);
        if (transaction == null || !transaction.resource.equals(resource)) {
            throw DataFaults.noTransaction(id);
        }
        transaction.turn.lock();
        try {
            if (!open.containsKey(id)) {
                throw DataFaults.noTransaction(id);
            }
            return use.with(transaction.connection);
        } finally {
            transaction.used = clock.instant();
            transaction.turn.unlock();
        }
    }

    /** Ends one, by what is given. */
    void end(String id, String resource, Use<?> last) throws SQLException {
        within(
                id,
                resource,
                connection -> {
                    open.remove(id);
                    try (connection) {
                        return last.with(connection);
                    }
                });
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                expire();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void expire() {
        Instant now = clock.instant();
        open.forEach(
                (id, transaction) -> {
                    if (transaction.isOver(now) && transaction.turn.tryLock()) {
                        try {
                            if (transaction.isOver(now) && open.remove(id) != null) {
                                drop(transaction);
                            }
                        } finally {
                            transaction.turn.unlock();
                        }
                    }
                });
    }

    /** The server rolls back what a connection leaves. */
    private static void drop(Open transaction) {
        try {
            transaction.connection.close();
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "could not close a connection", e);
        }
    }

    /** Rolls all of them back. */
    @Override
    public void close() {
        watch.interrupt();
        open.values().forEach(Transactions::drop);
        open.clear();
    }
}
