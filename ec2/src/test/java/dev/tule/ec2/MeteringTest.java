package dev.tule.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.aws.AccountRegion;
import dev.tule.ec2.metering.Meter;
import dev.tule.ec2.metering.Metric;
import dev.tule.ec2.metering.Reading;
import dev.tule.ec2.metering.Reading.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** What machines use is measured by the minute. */
class MeteringTest {
    @TempDir Path directory;

    @Test
    void machinesAreMeasuredFromTheirSecondMinuteOn() throws IOException {
        try (Home home = new Home(directory)) {
            Instance instance = home.launch(1).getFirst();
            List<Reading> taken = new ArrayList<>();
            try (Meter meter =
                    home.ec2.meter((AccountRegion _, List<Reading> r) -> taken.addAll(r))) {
                minutes(home, meter, 1);
                assertThat(taken)
                        .as("status checks need no minute before")
                        .singleElement()
                        .satisfies(
                                reading -> {
                                    assertThat(reading.instance().instanceId())
                                            .isEqualTo(instance.instanceId());
                                    assertThat(names(reading))
                                            .containsExactly(
                                                    "StatusCheckFailed",
                                                    "StatusCheckFailed_Instance",
                                                    "StatusCheckFailed_System");
                                });
                taken.clear();
                minutes(home, meter, 10);
                assertThat(taken).filteredOn(each -> each.span() == Span.MINUTE).hasSize(10);
                assertThat(taken)
                        .filteredOn(each -> each.span() == Span.FIVE_MINUTES)
                        .hasSize(2)
                        .allSatisfy(
                                each -> assertThat(each.from().getEpochSecond() % 300).isZero());
                assertThat(names(taken.getLast())).contains("CPUUtilization", "NetworkIn");
                taken.clear();
                home.client.terminateInstances(r -> r.instanceIds(instance.instanceId()));
                home.await(instance.instanceId(), InstanceStateName.TERMINATED);
                minutes(home, meter, 1);
                assertThat(taken).isEmpty();
            }
        }
    }

    private static void minutes(Home home, Meter meter, int number) {
        for (int i = 0; i < number; i++) {
            home.pass(Duration.ofMinutes(1));
            meter.measure();
        }
    }

    private static List<String> names(Reading reading) {
        return reading.metrics().stream().map(Metric::name).toList();
    }
}
