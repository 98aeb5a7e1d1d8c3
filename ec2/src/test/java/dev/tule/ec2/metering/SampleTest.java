package dev.tule.ec2.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tule.compute.DiskCounters;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static Sample sample(int seconds, long cpuMillis, int vcpus, long counts) {
        return new Sample(
                START.plusSeconds(seconds),
                Duration.ofMillis(cpuMillis),
                vcpus,
                new DiskCounters(counts, 2 * counts, 3 * counts, 4 * counts),
                new Sample.Traffic(5 * counts, 6 * counts, 7 * counts, 8 * counts));
    }

    private static Map<String, Double> since(Sample before, Sample after) {
        return after.since(before).orElseThrow().stream()
                .collect(Collectors.toMap(Metric::name, Metric::value));
    }

    @Test
    void usageIsWhatWasAddedSinceThen() {
        Map<String, Double> used = since(sample(0, 1_000, 1, 10), sample(60, 16_000, 1, 110));

        assertThat(used.get("CPUUtilization")).isCloseTo(25, within(0.001));
        assertThat(used)
                .containsEntry("DiskReadBytes", 100.0)
                .containsEntry("DiskWriteBytes", 200.0)
                .containsEntry("DiskReadOps", 300.0)
                .containsEntry("DiskWriteOps", 400.0)
                .containsEntry("NetworkIn", 500.0)
                .containsEntry("NetworkOut", 600.0)
                .containsEntry("NetworkPacketsIn", 700.0)
                .containsEntry("NetworkPacketsOut", 800.0);
    }

    @Test
    void processorsShareTheirUtilizationAndItEndsAtAHundred() {
        assertThat(since(sample(0, 0, 2, 0), sample(60, 60_000, 2, 0)).get("CPUUtilization"))
                .isCloseTo(50, within(0.001));
        assertThat(since(sample(0, 0, 1, 0), sample(60, 90_000, 1, 0)).get("CPUUtilization"))
                .isEqualTo(100);
    }

    @Test
    void aMachineThatWasStartedAnewCountsFromItsNextSample() {
        assertThat(sample(60, 10, 1, 0).since(sample(0, 9_000, 1, 0))).isEmpty();
        assertThat(sample(60, 9_000, 1, 5).since(sample(0, 10, 1, 9))).isEmpty();
    }
}
