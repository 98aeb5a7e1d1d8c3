package dev.tule.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.store.Database.Family;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

/** Snapshots are let go of, by those who have them or without their help. */
class LeasesTest {
    private static final Duration TIME = Duration.ofSeconds(5);

    @TempDir private Path directory;
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final Leases leases = new Leases(nanos::get, TIME);
    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(StoreDirectory.prepare(directory), StoreConfig.DEFAULT);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private long snapshots() throws RocksDBException {
        return database.rocks().getLongProperty("rocksdb.num-snapshots");
    }

    private Lease lease() {
        return leases.open(new ReadPoint(database, Progress.NONE));
    }

    private static boolean reads(Lease lease) {
        return lease.use(point -> point.get(Family.DATA, Key.of("a")) == null);
    }

    @Test
    void aLeaseThatIsClosedLetsGo() throws RocksDBException {
        Lease lease = lease();
        assertThat(snapshots()).isEqualTo(1);
        assertThat(reads(lease)).isTrue();

        lease.close();
        lease.close();

        assertThat(snapshots()).isZero();
        assertThatThrownBy(() -> reads(lease))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside the body");
    }

    @Test
    void aLeaseWhoseTimeIsOverIsTaken() throws RocksDBException {
        Lease early = lease();
        nanos.addAndGet(TIME.toNanos());
        Lease late = lease();
        leases.expire();
        assertThat(snapshots()).isEqualTo(2);

        nanos.incrementAndGet();
        leases.expire();

        assertThat(snapshots()).isEqualTo(1);
        assertThatThrownBy(() -> reads(early))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining("longer than 5000 ms");
        assertThat(reads(late)).isTrue();
        leases.expireAll();
        assertThat(snapshots()).isZero();
    }

    @Test
    void aLeaseWhoseTimeIsOverReadsNoMoreThoughNobodyTookIt() {
        Lease lease = lease();
        nanos.addAndGet(TIME.toNanos() + 1);

        assertThatThrownBy(() -> reads(lease)).isInstanceOf(LimitExceeded.class);
        lease.close();
    }

    @Test
    void thePointGoesWithTheLastOfItsHolders() throws RocksDBException {
        ReadPoint point = new ReadPoint(database, Progress.NONE);
        assertThat(point.tryHold()).isTrue();

        point.release();
        assertThat(snapshots()).isEqualTo(1);
        point.release();

        assertThat(snapshots()).isZero();
        assertThat(point.tryHold()).isFalse();
    }
}
