package dev.tule.cloudwatch;

import dev.tule.cloudwatch.alarm.AlarmEvent;
import dev.tule.cloudwatch.alarm.AlarmTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/**
 * A farm whose alarms watch what is measured there, by a clock that stands until it is moved, and
 * what its alarms asked for. For one thread.
 */
final class Farm implements AutoCloseable {
    /** A procedure, as an alarm's action. */
    static final String FAN = "arn:aws:wamp:us-east-1:000000000000:realm1/farm.fan";

    /** What the alarms asked for, in order; those whose action is broken are not among it. */
    final List<AlarmEvent> events = new CopyOnWriteArrayList<>();

    private final Path directory;
    private Home home;
    // The threads that do the actions read it too.
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /** Notes what it is asked for; what has {@code broken} in its name can't be done. */
    private final AlarmTarget target =
            new AlarmTarget() {
                @Override
                public boolean takes(String action) {
                    return !action.startsWith("arn:aws:sns:");
                }

                @Override
                public void act(String action, AlarmEvent event) {
                    if (action.contains("broken")) {
                        throw new IllegalStateException("it is broken");
                    }
                    events.add(event);
                }
            };

    Farm(Path directory) throws IOException {
        this.directory = directory;
        this.home = new Home(directory, () -> now, target);
    }

    CloudWatchClient client() {
        return home.client;
    }

    /** The server ends and comes back. */
    void restart() throws IOException {
        home.close();
        home = new Home(directory, () -> now, target);
    }

    /** The alarm {@code hot}, that is raised above 30 degrees, but for what {@code more} says. */
    void alarm(Consumer<PutMetricAlarmRequest.Builder> more) {
        client().putMetricAlarm(
                        request ->
                                request.alarmName("hot")
                                        .namespace("Farm")
                                        .metricName("Temperature")
                                        .statistic(Statistic.AVERAGE)
                                        .period(60)
                                        .evaluationPeriods(1)
                                        .threshold(30.0)
                                        .comparisonOperator(
                                                ComparisonOperator.GREATER_THAN_THRESHOLD)
                                        .applyMutation(more));
    }

    /** A minute passes in which this was measured. */
    void minute(@Nullable Double temperature) {
        if (temperature != null) {
            measured("Temperature", temperature);
        }
        pass(Duration.ofMinutes(1));
        follow();
    }

    void measured(String metric, double value) {
        client().putMetricData(
                        request ->
                                request.namespace("Farm")
                                        .metricData(
                                                MetricDatum.builder()
                                                        .metricName(metric)
                                                        .timestamp(now)
                                                        .storageResolution(1)
                                                        .value(value)
                                                        .build()));
    }

    /** Time passes, and nobody looks at the alarms. */
    void pass(Duration time) {
        now = now.plus(time);
    }

    /** What is measured up to a moment ago has come in. */
    void follow() {
        Instant exact = now;
        now = exact.plusSeconds(2);
        home.cloudWatch.followAlarms();
        now = exact;
    }

    void sweep() {
        home.cloudWatch.sweep();
    }

    MetricAlarm described(String name) {
        return client().describeAlarms(request -> request.alarmNames(name))
                .metricAlarms()
                .getFirst();
    }

    StateValue state(String name) {
        return described(name).stateValue();
    }

    @Override
    public void close() {
        home.close();
    }
}
