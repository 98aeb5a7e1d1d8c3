package dev.tule.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.tule.aws.protocol.JsonFactories;
import dev.tule.aws.protocol.JsonMaps;
import dev.tule.engines.EnginesConfig;
import dev.tule.engines.local.LocalEngines;
import dev.tule.rds.House.Bucket;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.ExportTask;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.InvalidExportSourceStateException;
import software.amazon.awssdk.services.rds.model.InvalidExportTaskStateException;
import software.amazon.awssdk.services.rds.model.StartExportTaskRequest;

/**
 * Snapshots of real servers as Parquet files, read again by a reader of another house.
 *
 * <p>RDS User Guide, "Exporting DB snapshot data to Amazon S3".
 */
class ExportsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMaps JSON = new JsonMaps(JsonFactories.json(16, 1 << 20));

    @TempDir private Path directory;
    private LocalEngines engines;
    private House house;
    private RdsClient rds;

    @BeforeEach
    void open() throws IOException {
        // Servers run as another user where the tests are root's.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        start();
    }

    private void start() throws IOException {
        engines =
                LocalEngines.open(
                        EnginesConfig.in(directory.resolve("engines"))
                                .withCache(Path.of("target", "engines")),
                        InstantSource.system());
        house = new House(directory, engines, InstantSource.system());
        rds = house.client();
    }

    private void stop() {
        house.bucket().open.countDown();
        house.close();
        engines.close();
    }

    @AfterEach
    void close() {
        house.bucket().open.countDown();
        rds.describeDBInstances()
                .dbInstances()
                .forEach(
                        instance ->
                                rds.deleteDBInstance(
                                        r ->
                                                r.dbInstanceIdentifier(
                                                                instance.dbInstanceIdentifier())
                                                        .skipFinalSnapshot(true)));
        stop();
    }

    private DBSnapshot snapshot(String engine, String... statements) throws SQLException {
        rds.createDBInstance(
                InstancesTest.postgres("orders")
                        .engine(engine)
                        .dbName("shop")
                        .backupRetentionPeriod(0)
                        .build());
        DBInstance shop = house.awaitAvailable("orders");
        try (Connection connection = connect(shop);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        rds.createDBSnapshot(r -> r.dbInstanceIdentifier("orders").dbSnapshotIdentifier("night"));
        house.awaitAvailable("orders");
        return rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier("night"))
                .dbSnapshots()
                .getFirst();
    }

    private static Connection connect(DBInstance instance) throws SQLException {
        String address = instance.endpoint().address() + ":" + instance.endpoint().port();
        String url =
                instance.engine().equals("postgres")
                        ? "jdbc:postgresql://" + address + "/shop"
                        : "jdbc:mariadb://" + address + "/shop?allowPublicKeyRetrieval=true";
        return DriverManager.getConnection(url, "master", "correct-horse");
    }

    static Consumer<StartExportTaskRequest.Builder> export(DBSnapshot of, String id) {
        return request ->
                request.exportTaskIdentifier(id)
                        .sourceArn(of.dbSnapshotArn())
                        .s3BucketName(Bucket.NAME)
                        .s3Prefix("nightly/")
                        .iamRoleArn(Bucket.ROLE)
                        .kmsKeyId("alias/lake");
    }

    private ExportTask awaitStatus(String id, String status) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            ExportTask task =
                    rds.describeExportTasks(r -> r.exportTaskIdentifier(id))
                            .exportTasks()
                            .getFirst();
            if (task.status().equals(status)) {
                return task;
            }
            boolean ended = List.of("FAILED", "COMPLETE", "CANCELED").contains(task.status());
            if (ended || Instant.now().isAfter(deadline)) {
                throw new AssertionError("not " + status + ": " + task);
            }
            Thread.onSpinWait();
        }
    }

    private byte[] object(String key) {
        return Objects.requireNonNull(house.bucket().objects.get(key), key);
    }

    /** The only file of a table. */
    private byte[] file(String folder) {
        return house.bucket().objects.entrySet().stream()
                .filter(object -> object.getKey().startsWith(folder + "/1/part-00000-"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(house.bucket().objects.keySet()))
                .getValue();
    }

    private static ParquetFileReader read(byte[] file) throws IOException {
        return ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
    }

    @Test
    void aPostgreSqlSnapshotComesOutAsParquetFiles() throws Exception {
        DBSnapshot night =
                snapshot(
                        "postgres",
                        "create table readings (id int primary key, level smallint, total bigint,"
                                + " celsius real, exact double precision, on_ boolean, raw bytea,"
                                + " price numeric(12,2), at timestamptz, day date, name varchar(20),"
                                + " note jsonb, tags text[])",
                        "insert into readings values (1, -2, 9000000000, 21.5, 0.1, true,"
                                + " '\\x00ff', 12.30, '2026-11-23 08:00:00.123456+00', '2026-11-23',"
                                + " 'süd', '{\"a\": 1}', '{x,y}')",
                        "insert into readings (id) select generate_series(2, 5000)",
                        "create schema archive",
                        "create table archive.old (id int) partition by range (id)",
                        "create table archive.old_1 partition of archive.old"
                                + " for values from (0) to (10)",
                        "insert into archive.old values (7)",
                        "create table \"no export\" (\"a b\" int)",
                        "create unlogged table fleeting (id int)");

        rds.startExportTask(export(night, "lake-1"));
        ExportTask task = awaitStatus("lake-1", "COMPLETE");

        assertThat(task.percentProgress()).isEqualTo(100);
        assertThat(task.snapshotTime()).isEqualTo(night.snapshotCreateTime());
        assertThat(task.taskEndTime()).isAfterOrEqualTo(task.taskStartTime());
        assertThat(task.warningMessage()).contains("KMS").contains("shop.public.no export");
        assertThat(house.bucket().objects.keySet())
                .contains(
                        "nightly/lake-1/export_info_lake-1.json",
                        "nightly/lake-1/export_tables_info_lake-1_from_1_to_3.json",
                        "nightly/lake-1/shop/public.readings/1/_SUCCESS",
                        "nightly/lake-1/shop/archive.old/1/_SUCCESS")
                .noneMatch(key -> key.contains("fleeting") || key.contains("old_1"))
                .anyMatch(
                        key ->
                                key.matches(
                                        "nightly/lake-1/shop/public\\.readings/1/part-00000-[0-9a-f-]{36}-c000\\.gz\\.parquet"));
        assertThat(JSON.read(object("nightly/lake-1/export_info_lake-1.json")))
                .containsEntry("status", "COMPLETE")
                .containsEntry("sourceArn", night.dbSnapshotArn());
        checkReadings(file("nightly/lake-1/shop/public.readings"));
        assertThat(engines.servers()).hasSize(1);
        assertThat(
                        rds.describeEvents(r -> r.sourceType("db-snapshot"))
                                .events()
                                .getLast()
                                .message())
                .isEqualTo("The DB snapshot export task lake-1 completed");
    }

    private static void checkReadings(byte[] file) throws IOException {
        try (ParquetFileReader reader = read(file);
                RowReader row = reader.rowReader()) {
            assertThat(reader.getFileMetaData().numRows()).isEqualTo(5000);
            row.next();
            assertThat(row.getInt("id")).isEqualTo(1);
            assertThat(row.getInt("level")).isEqualTo(-2);
            assertThat(row.getLong("total")).isEqualTo(9_000_000_000L);
            assertThat(row.getFloat("celsius")).isEqualTo(21.5f);
            assertThat(row.getDouble("exact")).isEqualTo(0.1);
            assertThat(row.getBoolean("on_")).isTrue();
            assertThat(row.getBinary("raw")).containsExactly(0, 255);
            // On RDS, too, what PostgreSQL writes in more ways than Parquet has is text.
            assertThat(row.getString("price")).isEqualTo("12.30");
            assertThat(row.getString("at")).isEqualTo("2026-11-23 08:00:00.123456+00");
            assertThat(row.getString("day")).isEqualTo("2026-11-23");
            assertThat(row.getString("name")).isEqualTo("süd");
            assertThat(row.getString("note")).isEqualTo("{\"a\": 1}");
            assertThat(row.getString("tags")).isEqualTo("{x,y}");
            for (int id = 2; id <= 5000; id++) {
                row.next();
                assertThat(row.getInt("id")).isEqualTo(id);
                assertThat(row.isNull("price") && row.isNull("on_") && row.isNull("raw")).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "mysql"})
    void theOtherEnginesKeepTheirDecimalsAndTimes(String engine) throws Exception {
        DBSnapshot night =
                snapshot(
                        engine,
                        "create table readings (id int primary key, tiny tinyint, big bigint unsigned,"
                                + " price decimal(7,2), sum decimal(18,4), huge decimal(38,10),"
                                + " wide decimal(60,5), at timestamp(6) null, noon datetime(3),"
                                + " day date, hour time, name varchar(20), raw varbinary(9),"
                                + " pic longblob, bits bit(10), kind enum('a','b'), doc json,"
                                + " place point) charset utf8mb4",
                        "set time_zone = '+05:00'",
                        "insert into readings values (1, -1, 18446744073709551615, -12.30, 1.5,"
                                + " 1234567890123456789012345678.0123456789,"
                                + " 1234567890123456789012345678901234567890.5,"
                                + " '2026-11-23 13:00:00.123456', '2026-11-23 12:00:00.5',"
                                + " '2026-11-23', '-10:11:12', 'süd€𐍈', x'00ff', x'0102', b'1000000001',"
                                + " 'b', '{\"a\":1}', point(1, 2))",
                        "insert into readings (id) values (2)",
                        "create table other (id int)");

        rds.startExportTask(
                r -> {
                    export(night, "lake-1").accept(r);
                    r.exportOnly("shop.readings");
                });
        awaitStatus("lake-1", "COMPLETE");

        assertThat(house.bucket().objects.keySet()).noneMatch(key -> key.contains("other"));
        try (ParquetFileReader reader = read(file("nightly/lake-1/shop/shop.readings"));
                RowReader row = reader.rowReader()) {
            assertThat(reader.getFileSchema().getColumn("price").type())
                    .isEqualTo(PhysicalType.INT32);
            assertThat(reader.getFileSchema().getColumn("big").typeLength()).isEqualTo(9);
            assertThat(reader.getFileSchema().getColumn("at").logicalType())
                    .isInstanceOf(LogicalType.TimestampType.class);
            row.next();
            assertThat(row.getInt("tiny")).isEqualTo(-1);
            assertThat(row.getDecimal("big")).isEqualTo("18446744073709551615");
            assertThat(row.getDecimal("price")).isEqualTo("-12.30");
            assertThat(row.getDecimal("sum")).isEqualTo("1.5000");
            assertThat(row.getDecimal("huge"))
                    .isEqualTo(new BigDecimal("1234567890123456789012345678.0123456789"));
            assertThat(row.getString("wide"))
                    .isEqualTo("1234567890123456789012345678901234567890.50000");
            assertThat(row.getTimestamp("at"))
                    .isEqualTo(Instant.parse("2026-11-23T08:00:00.123456Z"));
            assertThat(row.getLocalTimestamp("noon")).isEqualTo("2026-11-23T12:00:00.5");
            assertThat(row.getString("day")).isEqualTo("2026-11-23");
            assertThat(row.getString("hour")).isEqualTo("-10:11:12");
            assertThat(row.getString("name")).isEqualTo("süd€𐍈");
            assertThat(row.getBinary("raw")).containsExactly(0, 255);
            assertThat(row.getBinary("pic")).containsExactly(1, 2);
            assertThat(row.getBinary("bits")).containsExactly(2, 1);
            assertThat(row.getString("kind")).isEqualTo("b");
            assertThat(row.getString("doc").replace(" ", "")).isEqualTo("{\"a\":1}");
            assertThat(row.getBinary("place")).isNotEmpty();
            row.next();
            assertThat(row.isNull("huge") && row.isNull("at") && row.isNull("place")).isTrue();
            assertThat(row.hasNext()).isFalse();
        }
    }

    @Test
    void aTaskGoesOnAfterARestartAndEndsWhenItIsCanceled() throws Exception {
        DBSnapshot night = snapshot("postgres", "create table readings (id int)");
        house.bucket().open = new CountDownLatch(1);
        rds.startExportTask(export(night, "lake-1"));
        awaitStatus("lake-1", "IN_PROGRESS");
        assertThatThrownBy(() -> rds.startExportTask(export(night, "lake-2")))
                .isInstanceOf(InvalidExportSourceStateException.class);
        assertThatThrownBy(() -> rds.deleteDBSnapshot(r -> r.dbSnapshotIdentifier("night")))
                .isInstanceOf(InvalidDbSnapshotStateException.class);
        house.close();
        engines.close();

        start();
        awaitStatus("lake-1", "COMPLETE");
        assertThat(house.bucket().objects).containsKey("nightly/lake-1/export_info_lake-1.json");

        house.bucket().open = new CountDownLatch(1);
        rds.startExportTask(export(night, "lake-2"));
        awaitStatus("lake-2", "IN_PROGRESS");
        assertThat(rds.cancelExportTask(r -> r.exportTaskIdentifier("lake-2")).status())
                .isEqualTo("CANCELING");
        house.bucket().open.countDown();
        awaitStatus("lake-2", "CANCELED");
        assertThat(house.bucket().objects)
                .doesNotContainKey("nightly/lake-2/export_info_lake-2.json");
        assertThat(engines.servers()).hasSize(1);
        assertThatThrownBy(() -> rds.cancelExportTask(r -> r.exportTaskIdentifier("lake-2")))
                .isInstanceOf(InvalidExportTaskStateException.class);
        rds.deleteDBSnapshot(r -> r.dbSnapshotIdentifier("night"));
        anAutomatedBackupIsKeptForItsExportAlone();
    }

    /** Whose instance is deleted meanwhile. */
    private void anAutomatedBackupIsKeptForItsExportAlone() {
        rds.modifyDBInstance(
                r ->
                        r.dbInstanceIdentifier("orders")
                                .backupRetentionPeriod(1)
                                .applyImmediately(true));
        house.await(
                "orders",
                _ ->
                        automated().stream()
                                .map(DBSnapshot::status)
                                .toList()
                                .equals(List.of("available")));
        house.bucket().open = new CountDownLatch(1);
        rds.startExportTask(export(automated().getFirst(), "lake-3"));
        awaitStatus("lake-3", "IN_PROGRESS");
        rds.deleteDBInstance(r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true));
        house.awaitGone("orders");
        assertThat(automated()).hasSize(1);
        house.bucket().open.countDown();
        awaitStatus("lake-3", "COMPLETE");
        assertThat(automated()).isEmpty();
    }

    private List<DBSnapshot> automated() {
        return rds.describeDBSnapshots(r -> r.snapshotType("automated")).dbSnapshots();
    }
}
