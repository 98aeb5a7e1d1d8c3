package dev.tule.cloudwatch;

import static dev.tule.cloudwatch.Farm.FAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.cloudwatch.alarm.AlarmEvent;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** Alarms whose rules hang on the states of other alarms. */
class CompositeAlarmsTest {
    @TempDir private Path directory;
    private Farm farm;

    @BeforeEach
    void open() throws IOException {
        farm = new Farm(directory);
    }

    @AfterEach
    void close() {
        farm.close();
    }

    @Test
    void compositeAlarmsFollowTheirChildren() {
        farm.alarm(alarm -> {});
        farm.alarm(alarm -> alarm.alarmName("wet").metricName("Humidity"));
        farm.client()
                .putCompositeAlarm(
                        request ->
                                request.alarmName("sultry")
                                        .alarmRule("ALARM(hot) AND ALARM(wet)")
                                        .alarmActions(FAN));
        farm.client()
                .putCompositeAlarm(
                        request -> request.alarmName("above").alarmRule("ALARM(\"sultry\")"));

        farm.minute(31.0);
        assertThat(composite("sultry")).isEqualTo(StateValue.OK);
        farm.measured("Humidity", 80);
        farm.minute(31.0);

        assertThat(composite("sultry")).isEqualTo(StateValue.ALARM);
        assertThat(composite("above")).isEqualTo(StateValue.ALARM);
        assertThat(farm.events).extracting(AlarmEvent::alarm).containsExactly("sultry");
        assertThat(farm.client().describeAlarms().compositeAlarms()).isEmpty();
        assertThat(
                        farm.client()
                                .describeAlarms(r -> r.childrenOfAlarmName("sultry"))
                                .metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("hot", "wet");
    }

    @Test
    void aSuppressorKeepsActionsBack() {
        toldUnlessThereAreRepairs();
        farm.minute(20.0);
        farm.events.clear();

        farm.minute(31.0);
        assertThat(suppressed("told")).isEqualTo("WaitPeriod");
        farm.measured("Workers", 80);
        farm.minute(31.0);
        assertThat(suppressed("told")).isEqualTo("Alarm");
        farm.measured("Workers", 0);
        farm.minute(31.0);
        assertThat(suppressed("told")).isEqualTo("ExtensionPeriod");
        assertThat(farm.events).isEmpty();
        farm.minute(31.0);
        assertThat(suppressed("told")).isNull();
        assertThat(farm.events).extracting(AlarmEvent::state).containsExactly(StateValue.ALARM);
        farm.minute(20.0);
        assertThat(farm.events)
                .extracting(AlarmEvent::state)
                .containsExactly(StateValue.ALARM, StateValue.OK);
    }

    @Test
    void actionsAreDoneWhenTheSuppressorWasWaitedForInVainAndNoneForWhatNobodyWasToldOf() {
        toldUnlessThereAreRepairs();
        farm.minute(20.0);
        farm.events.clear();

        farm.minute(31.0);
        farm.minute(20.0);
        assertThat(farm.events).as("it came back while it waited").isEmpty();
        farm.minute(31.0);
        farm.minute(31.0);
        farm.minute(31.0);
        assertThat(farm.events).extracting(AlarmEvent::state).containsExactly(StateValue.ALARM);
    }

    @Test
    void aSuppressorHasToBeThere() {
        farm.alarm(alarm -> {});
        assertThatThrownBy(
                        () ->
                                farm.client()
                                        .putCompositeAlarm(
                                                r ->
                                                        r.alarmName("told")
                                                                .alarmRule("ALARM(hot)")
                                                                .actionsSuppressor("repairs")
                                                                .actionsSuppressorWaitPeriod(1)
                                                                .actionsSuppressorExtensionPeriod(
                                                                        1)))
                .hasMessageContaining("The ActionsSuppressor 'repairs' does not exist");
        assertThatThrownBy(
                        () ->
                                farm.client()
                                        .putCompositeAlarm(
                                                r ->
                                                        r.alarmName("told")
                                                                .alarmRule("ALARM(hot)")
                                                                .actionsSuppressor("hot")))
                .hasMessageContaining("needs ActionsSuppressorWaitPeriod");
    }

    private void toldUnlessThereAreRepairs() {
        farm.alarm(alarm -> {});
        farm.alarm(alarm -> alarm.alarmName("repairs").metricName("Workers"));
        farm.client()
                .putCompositeAlarm(
                        request ->
                                request.alarmName("told")
                                        .alarmRule("ALARM(hot)")
                                        .alarmActions(FAN)
                                        .okActions(FAN)
                                        .actionsSuppressor("repairs")
                                        .actionsSuppressorWaitPeriod(90)
                                        .actionsSuppressorExtensionPeriod(60));
    }

    private @Nullable String suppressed(String name) {
        return farm.client()
                .describeAlarms(
                        request -> request.alarmNames(name).alarmTypes(AlarmType.COMPOSITE_ALARM))
                .compositeAlarms()
                .getFirst()
                .actionsSuppressedByAsString();
    }

    private StateValue composite(String name) {
        return farm.client()
                .describeAlarms(
                        request -> request.alarmNames(name).alarmTypes(AlarmType.COMPOSITE_ALARM))
                .compositeAlarms()
                .getFirst()
                .stateValue();
    }

    @Test
    void aCompositeAlarmCantHangOnItself() {
        farm.alarm(alarm -> {});
        farm.client().putCompositeAlarm(r -> r.alarmName("a").alarmRule("ALARM(hot)"));
        farm.client().putCompositeAlarm(r -> r.alarmName("b").alarmRule("ALARM(a)"));

        assertThatThrownBy(
                        () ->
                                farm.client()
                                        .putCompositeAlarm(
                                                r -> r.alarmName("a").alarmRule("OK(b)")))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("depends on the alarm itself");
        assertThatThrownBy(() -> farm.client().deleteAlarms(r -> r.alarmNames("a")))
                .hasMessageContaining("composite alarm(s) depending on it");
        farm.client().deleteAlarms(r -> r.alarmNames("a", "b", "hot"));
        assertThat(farm.client().describeAlarms().metricAlarms()).isEmpty();
    }
}
