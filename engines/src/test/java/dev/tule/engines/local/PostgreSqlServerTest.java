package dev.tule.engines.local;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PostgreSQL alone can do: recovery to a point in time. */
class PostgreSqlServerTest {

    private RealEngines real;

    @BeforeEach
    void open() throws Exception {
        real = new RealEngines();
    }

    @AfterEach
    void close() throws Exception {
        real.close();
    }

    @Test
    void anArchiveBringsBackEveryMoment() throws Exception {
        Path archive = real.directory.resolve("it's an archive");
        DatabaseServer server =
                real.create(EngineKind.POSTGRESQL, spec("orders").withArchive(archive));
        execute(server, "create table item (id int primary key)");
        Backup backup = server.backup(real.directory.resolve("backup"));
        execute(server, "insert into item values (1)");
        Instant between = Instant.now();
        execute(server, "insert into item values (2)");
        Instant late = Instant.now();

        DatabaseServer first = real.engines.restore(backup, archive, between, spec("first"));
        DatabaseServer second = real.engines.restore(backup, archive, late, spec("second"));

        assertThat(query(first, "select count(*) from item")).isEqualTo("1");
        assertThat(query(second, "select count(*) from item")).isEqualTo("2");
        execute(first, "insert into item values (3)");
        assertThat(server.latestRestorableTime())
                .hasValueSatisfying(t -> assertThat(t).isAfter(between));
        assertThatExceptionOfType(EngineException.class)
                .isThrownBy(
                        () ->
                                real.engines.restore(
                                        backup,
                                        archive,
                                        Instant.now().plus(Duration.ofHours(1)),
                                        spec("never")))
                .returns(Reason.POINT_IN_TIME, EngineException::reason);
    }

    @Test
    void anArchiveIsTrimmedToWhatABackupNeeds() throws Exception {
        Path archive = real.directory.resolve("archive");
        DatabaseServer server =
                real.create(EngineKind.POSTGRESQL, spec("orders").withArchive(archive));
        execute(server, "create table item (id int primary key)");
        server.backup(real.directory.resolve("first"));
        execute(server, "insert into item values (1)");
        Backup second = server.backup(real.directory.resolve("second"));
        Instant late = Instant.now();
        DatabaseServer early = real.engines.restore(second, archive, late, spec("early"));
        long before = count(archive);

        real.engines.trimArchive(archive, second);

        assertThat(count(archive)).isPositive().isLessThan(before);
        DatabaseServer restored = real.engines.restore(second, archive, late, spec("restored"));
        assertThat(query(restored, "select count(*) from item"))
                .isEqualTo(query(early, "select count(*) from item"))
                .isEqualTo("1");
    }

    @Test
    void aServerThatACrashOfOursLeftUnfinishedIsEndedAndRemoved() throws Exception {
        DatabaseServer server = real.create(EngineKind.POSTGRESQL, "orders");

        ProcessHandle process = real.crashBeforeItIsFinished(server);

        assertThat(process.isAlive()).isFalse();
        assertThat(real.engines.servers()).isEmpty();
        assertThat(real.directory.resolve("servers").resolve("orders")).doesNotExist();
    }

    private static long count(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".gz")).count();
        }
    }
}
