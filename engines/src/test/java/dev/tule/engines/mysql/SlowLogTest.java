package dev.tule.engines.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.engines.SlowQuery;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlowLogTest {

    @Test
    void entriesOfBothDialectsAreRead() {
        String log =
                """
                /usr/sbin/mariadbd, Version: 11.4.5-MariaDB-log. started with:
                Tcp port: 3306  Unix socket: mysqld.sock
                # Time: 261123  0:14:20
                # User@Host: master[master] @  [127.0.0.1]
                # Thread_id: 5  Schema: orders  QC_hit: No
                # Query_time: 1.100123  Lock_time: 0.000000  Rows_sent: 1  Rows_examined: 0
                # Rows_affected: 0  Bytes_sent: 80
                SET timestamp=1795392860;
                select sleep(1.1),
                  'slow';
                # Time: 2026-11-23T00:14:22.001000Z
                # User@Host: master[master] @  [127.0.0.1]  Id:     9
                # Query_time: 2.000000  Lock_time: 0.000000 Rows_sent: 1  Rows_examined: 0
                use orders;
                SET timestamp=1795392862;
                select 2;
                """;

        assertThat(SlowLog.parse(log))
                .containsExactly(
                        new SlowQuery(
                                Instant.ofEpochSecond(1795392860L),
                                Duration.ofNanos(1_100_123_000),
                                "select sleep(1.1),\n  'slow';"),
                        new SlowQuery(
                                Instant.ofEpochSecond(1795392862L),
                                Duration.ofSeconds(2),
                                "select 2;"));
    }

    @Test
    void aLogThatIsCutInTheMiddleIsNoError() {
        assertThat(SlowLog.parse("SET timestamp=12;\nselect 1;\n# Query_time: nonsense\n"))
                .isEmpty();
    }
}
