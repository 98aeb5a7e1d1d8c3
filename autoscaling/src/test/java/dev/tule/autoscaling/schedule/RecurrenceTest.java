package dev.tule.autoscaling.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.aws.AwsFault;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecurrenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 8 * * *        | UTC           | 2026-01-01T00:00:00Z | 2026-01-01T08:00:00Z",
                "0 8 * * *        | UTC           | 2026-01-01T08:00:00Z | 2026-01-02T08:00:00Z",
                "*/15 * * * *     | UTC           | 2026-01-01T00:01:00Z | 2026-01-01T00:15:00Z",
                "5/20 * * * *     | UTC           | 2026-01-01T00:26:00Z | 2026-01-01T00:45:00Z",
                "0 9 * * MON-FRI  | UTC           | 2026-01-02T10:00:00Z | 2026-01-05T09:00:00Z",
                "0 9 * * 7        | UTC           | 2026-01-01T00:00:00Z | 2026-01-04T09:00:00Z",
                "0 0 29 2 *       | UTC           | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z",
                "0 0 1,15 jan *   | UTC           | 2026-01-02T00:00:00Z | 2026-01-15T00:00:00Z",
                "0 0 13 * FRI     | UTC           | 2026-01-03T00:00:00Z | 2026-01-09T00:00:00Z",
                "30 23 * * *      | Europe/Berlin | 2026-07-01T00:00:00Z | 2026-07-01T21:30:00Z",
                "30 23 * * *      | Europe/Berlin | 2026-01-01T00:00:00Z | 2026-01-01T22:30:00Z",
                // The clock goes from 2 to 3 on this morning, and from 3 back to 2 on the other.
                "30 2 29 3 *      | Europe/Berlin | 2026-03-28T12:00:00Z | 2026-03-29T01:30:00Z",
                "30 2 25 10 *     | Europe/Berlin | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z"
            })
    void theNextTimeIs(String expression, String zone, Instant after, Instant next) {
        assertThat(Recurrence.of(expression, ZoneId.of(zone)).after(after)).contains(next);
    }

    @Test
    void aDayThatNeverIsHasNoNextTime() {
        assertThat(Recurrence.of("0 0 30 2 *", ZoneId.of("UTC")).after(Instant.EPOCH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "5-1 * * * *",
                "*/0 * * * *",
                "x * * * *",
                "1- * * * *",
                "@daily",
                "* * * * MONDAY"
            })
    void whatIsNoExpressionIsRefused(String text) {
        assertThatThrownBy(() -> Recurrence.of(text, ZoneId.of("UTC")))
                .hasMessageContaining("invalid");
    }

    @Test
    void whateverIsGivenIsReadOrRefused() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String letters = "0123456789*/-, JANFRI@\t";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("* * * ");
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                Instant now = Instant.parse("2026-01-01T00:00:00Z");
                Optional<Instant> next =
                        Recurrence.of(text.toString(), ZoneId.of("UTC")).after(now);
                assertThat(next.filter(time -> !time.isAfter(now))).as("seed " + seed).isEmpty();
            } catch (AwsFault refused) {
                assertThat(refused.statusCode()).as("seed " + seed).isEqualTo(400);
            }
        }
    }
}
