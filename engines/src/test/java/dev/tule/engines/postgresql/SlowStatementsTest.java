package dev.tule.engines.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.engines.SlowQuery;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SlowStatementsTest {

    @Test
    void entriesOfSeveralLinesAreReadAndOthersLeftOut() {
        String log =
                """
                2026-11-23 00:14:19.098 UTC [25344] LOG:  checkpoint starting: time
                2026-11-23 00:14:20.100 UTC [25345] LOG:  duration: 1234.567 ms  statement: select 1
                \tfrom item
                2026-11-23 00:14:21.000 UTC [25345] ERROR:  no such thing
                \tnot of a statement
                2026-11-23 00:14:22.001 UTC [25346] LOG:  duration: 2000.000 ms  execute <unnamed>: insert into item
                """;

        assertThat(SlowStatements.parse(log))
                .containsExactly(
                        new SlowQuery(
                                Instant.parse("2026-11-23T00:14:20.100Z"),
                                Duration.ofMillis(1234),
                                "select 1\nfrom item"),
                        new SlowQuery(
                                Instant.parse("2026-11-23T00:14:22.001Z"),
                                Duration.ofSeconds(2),
                                "insert into item"));
    }

    @Test
    void aLogThatIsCutInTheMiddleIsNoError() {
        String log =
                """
                09 UTC [1] LOG:  duration: 1 ms  st
                \tx
                2026-99-99 00:00:00.000 UTC [1] LOG:  duration: 1.0 ms  statement: x
                """;

        assertThat(SlowStatements.parse(log)).isEmpty();
    }
}
