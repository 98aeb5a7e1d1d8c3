package dev.tule.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.cloudwatch.alarm.AlarmEvent;
import dev.tule.cloudwatch.alarm.AlarmTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

class AlarmsTest {
    private static final String FAN = "arn:aws:wamp:us-east-1:000000000000:realm1/farm.fan";
    private static final String POLICY =
            "arn:aws:autoscaling:us-east-1:000000000000:scalingPolicy:1:autoScalingGroupName/g:policyName/up";

    private static final Dimension BARN = Dimension.builder().name("Barn").value("1").build();

    /** A whole hour. */
    private final Instant hour =
            Instant.ofEpochSecond(Instant.now().getEpochSecond() / 3600 * 3600);

    private final List<AlarmEvent> events = new CopyOnWriteArrayList<>();

    @TempDir private Path directory;
    private Home home;
    private Instant now = hour;

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

    @BeforeEach
    void open() throws IOException {
        home = new Home(directory, () -> now, target);
    }

    @AfterEach
    void close() {
        home.close();
    }

    private void alarm(Consumer<PutMetricAlarmRequest.Builder> more) {
        home.client.putMetricAlarm(
                request ->
                        request.alarmName("hot")
                                .namespace("Farm")
                                .metricName("Temperature")
                                .statistic(Statistic.AVERAGE)
                                .period(60)
                                .evaluationPeriods(1)
                                .threshold(30.0)
                                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                                .applyMutation(more));
    }

    /** A minute passes in which this was measured. */
    private void minute(@Nullable Double temperature) {
        if (temperature != null) {
            measured("Temperature", now, temperature);
        }
        now = now.plusSeconds(60);
        follow();
    }

    private void measured(String metric, Instant at, double value) {
        home.client.putMetricData(
                request ->
                        request.namespace("Farm")
                                .metricData(
                                        MetricDatum.builder()
                                                .metricName(metric)
                                                .timestamp(at)
                                                .storageResolution(1)
                                                .value(value)
                                                .build()));
    }

    /** What is measured up to a moment ago has come in. */
    private void follow() {
        Instant exact = now;
        now = exact.plusSeconds(2);
        home.cloudWatch.followAlarms();
        now = exact;
    }

    private MetricAlarm described(String name) {
        return home.client
                .describeAlarms(request -> request.alarmNames(name))
                .metricAlarms()
                .getFirst();
    }

    private StateValue state(String name) {
        return described(name).stateValue();
    }

    @Test
    void anAlarmFollowsItsMetric() {
        alarm(alarm -> {});
        assertThat(state("hot")).isEqualTo(StateValue.INSUFFICIENT_DATA);

        minute(25.0);
        assertThat(state("hot")).isEqualTo(StateValue.OK);
        minute(31.5);

        MetricAlarm hot = described("hot");
        assertThat(hot.stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(hot.stateReason())
                .matches(
                        "Threshold Crossed: 1 out of the last 1 datapoints \\[31.5 \\(\\d\\d/\\d\\d/\\d\\d \\d\\d:01:00\\)\\] was greater than the threshold \\(30.0\\) \\(minimum 1 datapoint for OK -> ALARM transition\\).");
        assertThat(hot.stateReasonData()).contains("\"threshold\":30.0");
    }

    @Test
    void mOutOfNPointsRaiseIt() {
        alarm(alarm -> alarm.evaluationPeriods(3).datapointsToAlarm(2));

        minute(31.0);
        minute(20.0);
        minute(20.0);
        assertThat(state("hot")).isEqualTo(StateValue.OK);
        minute(31.0);
        assertThat(state("hot")).isEqualTo(StateValue.OK);
        minute(31.0);
        assertThat(state("hot")).isEqualTo(StateValue.ALARM);
    }

    @Test
    void eachChangeHasItsActionsOnce() {
        alarm(alarm -> alarm.alarmActions(FAN).okActions(FAN));

        minute(31.0);
        minute(32.0);
        minute(33.0);
        follow();
        minute(20.0);

        assertThat(events)
                .extracting(AlarmEvent::state)
                .containsExactly(StateValue.ALARM, StateValue.OK);
        assertThat(events.getFirst().value()).hasValue(31.0);
        assertThat(events.getFirst().threshold()).hasValue(30.0);
    }

    @Test
    void scalingPoliciesAreAskedAgainEachMinute() {
        alarm(alarm -> alarm.alarmActions(POLICY));

        minute(31.0);
        minute(32.0);
        follow();
        minute(33.0);

        assertThat(events)
                .extracting(event -> event.value().getAsDouble())
                .containsExactly(31.0, 32.0, 33.0);
    }

    @Test
    void aRestartLosesNoChangeAndRepeatsNone() throws IOException {
        alarm(alarm -> alarm.alarmActions(FAN));
        minute(31.0);
        home.close();
        home = new Home(directory, () -> now, target);

        minute(32.0);
        assertThat(events).hasSize(1);
        minute(20.0);
        minute(31.0);
        assertThat(events).hasSize(2);
    }

    @Test
    void disabledActionsAreNotDone() {
        alarm(alarm -> alarm.alarmActions(FAN));
        home.client.disableAlarmActions(request -> request.alarmNames("hot", "not there"));

        minute(31.0);

        assertThat(state("hot")).isEqualTo(StateValue.ALARM);
        assertThat(events).isEmpty();
        home.client.enableAlarmActions(request -> request.alarmNames("hot"));
        assertThat(described("hot").actionsEnabled()).isTrue();
    }

    @Test
    void shortPeriodsAreLookedAtByTheSecond() {
        alarm(alarm -> alarm.period(10));
        measured("Temperature", now.plusSeconds(3), 31);

        now = now.plusSeconds(10);
        follow();

        assertThat(state("hot")).isEqualTo(StateValue.ALARM);
    }

    @Test
    void longPeriodsEndAtAnyMinute() {
        alarm(alarm -> alarm.period(300).treatMissingData("notBreaching"));
        for (int i = 0; i < 4; i++) {
            minute(20.0);
        }
        assertThat(state("hot")).isEqualTo(StateValue.OK);

        minute(100.0);
        assertThat(state("hot")).isEqualTo(StateValue.ALARM);
        minute(null);
        assertThat(state("hot")).isEqualTo(StateValue.ALARM);
    }

    @Test
    void anExpressionCanBeWatched() {
        home.client.putMetricAlarm(
                request ->
                        request.alarmName("difference")
                                .evaluationPeriods(1)
                                .threshold(5.0)
                                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                                .metrics(
                                        List.of(
                                                MetricDataQuery.builder()
                                                        .id("e")
                                                        .expression("inside - outside")
                                                        .build(),
                                                average("inside", "Inside"),
                                                average("outside", "Outside"))));
        measured("Inside", now, 20);
        measured("Outside", now, 10);
        minute(null);
        assertThat(state("difference")).isEqualTo(StateValue.ALARM);

        measured("Inside", now, 20);
        measured("Outside", now, 19);
        minute(null);
        assertThat(state("difference")).isEqualTo(StateValue.OK);
    }

    private static MetricDataQuery average(String id, String metric) {
        return MetricDataQuery.builder()
                .id(id)
                .returnData(false)
                .metricStat(
                        stat ->
                                stat.stat("Average")
                                        .period(60)
                                        .metric(m -> m.namespace("Farm").metricName(metric)))
                .build();
    }

    private Map<String, String> tags(String arn) {
        return home.client.listTagsForResource(r -> r.resourceARN(arn)).tags().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
    }

    @Test
    void tagsComeWithAnAlarmAndGoWithIt() {
        Tag field = Tag.builder().key("field").value("north").build();
        alarm(alarm -> alarm.tags(field));
        String arn = home.client.describeAlarms().metricAlarms().getFirst().alarmArn();
        alarm(alarm -> alarm.tags(field.toBuilder().value("south").build()));
        assertThat(tags(arn)).as("made already").containsExactly(Map.entry("field", "north"));

        home.client.tagResource(
                r -> r.resourceARN(arn).tags(Tag.builder().key("crop").value("wheat").build()));
        home.client.untagResource(r -> r.resourceARN(arn).tagKeys("field", "none"));
        assertThat(tags(arn)).containsExactly(Map.entry("crop", "wheat"));

        home.client.deleteAlarms(r -> r.alarmNames("hot"));
        assertThatThrownBy(() -> tags(arn)).isInstanceOf(ResourceNotFoundException.class);
        alarm(alarm -> {});
        assertThat(tags(arn)).isEmpty();
    }

    @Test
    void compositeAlarmsFollowTheirChildren() {
        alarm(alarm -> {});
        alarm(alarm -> alarm.alarmName("wet").metricName("Humidity"));
        home.client.putCompositeAlarm(
                request ->
                        request.alarmName("sultry")
                                .alarmRule("ALARM(hot) AND ALARM(wet)")
                                .alarmActions(FAN));
        home.client.putCompositeAlarm(
                request -> request.alarmName("above").alarmRule("ALARM(\"sultry\")"));

        minute(31.0);
        assertThat(composite("sultry")).isEqualTo(StateValue.OK);
        measured("Humidity", now, 80);
        minute(31.0);

        assertThat(composite("sultry")).isEqualTo(StateValue.ALARM);
        assertThat(composite("above")).isEqualTo(StateValue.ALARM);
        assertThat(events).extracting(AlarmEvent::alarm).containsExactly("sultry");
        assertThat(home.client.describeAlarms().compositeAlarms()).isEmpty();
        assertThat(home.client.describeAlarms(r -> r.childrenOfAlarmName("sultry")).metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("hot", "wet");
    }

    @Test
    void aSuppressorKeepsActionsBack() {
        alarm(alarm -> {});
        alarm(alarm -> alarm.alarmName("repairs").metricName("Workers"));
        home.client.putCompositeAlarm(
                request ->
                        request.alarmName("told")
                                .alarmRule("ALARM(hot)")
                                .alarmActions(FAN)
                                .okActions(FAN)
                                .actionsSuppressor("repairs")
                                .actionsSuppressorWaitPeriod(90)
                                .actionsSuppressorExtensionPeriod(60));
        minute(20.0);
        events.clear();

        minute(31.0);
        assertThat(suppressed("told")).isEqualTo("WaitPeriod");
        measured("Workers", now, 80);
        minute(31.0);
        assertThat(suppressed("told")).isEqualTo("Alarm");
        measured("Workers", now, 0);
        minute(31.0);
        assertThat(suppressed("told")).isEqualTo("ExtensionPeriod");
        assertThat(events).isEmpty();
        minute(31.0);
        assertThat(suppressed("told")).isNull();
        assertThat(events).extracting(AlarmEvent::state).containsExactly(StateValue.ALARM);
        minute(20.0);
        assertThat(events)
                .extracting(AlarmEvent::state)
                .containsExactly(StateValue.ALARM, StateValue.OK);
    }

    @Test
    void actionsAreDoneWhenTheSuppressorWasWaitedForInVainAndNoneForWhatNobodyWasToldOf() {
        alarm(alarm -> {});
        alarm(alarm -> alarm.alarmName("repairs").metricName("Workers"));
        home.client.putCompositeAlarm(
                request ->
                        request.alarmName("told")
                                .alarmRule("ALARM(hot)")
                                .alarmActions(FAN)
                                .okActions(FAN)
                                .actionsSuppressor("repairs")
                                .actionsSuppressorWaitPeriod(90)
                                .actionsSuppressorExtensionPeriod(60));
        minute(20.0);
        events.clear();

        minute(31.0);
        minute(20.0);
        assertThat(events).as("it came back while it waited").isEmpty();
        minute(31.0);
        minute(31.0);
        minute(31.0);
        assertThat(events).extracting(AlarmEvent::state).containsExactly(StateValue.ALARM);
    }

    @Test
    void aSuppressorHasToBeThere() {
        alarm(alarm -> {});
        assertThatThrownBy(
                        () ->
                                home.client.putCompositeAlarm(
                                        r ->
                                                r.alarmName("told")
                                                        .alarmRule("ALARM(hot)")
                                                        .actionsSuppressor("repairs")
                                                        .actionsSuppressorWaitPeriod(1)
                                                        .actionsSuppressorExtensionPeriod(1)))
                .hasMessageContaining("The ActionsSuppressor 'repairs' does not exist");
        assertThatThrownBy(
                        () ->
                                home.client.putCompositeAlarm(
                                        r ->
                                                r.alarmName("told")
                                                        .alarmRule("ALARM(hot)")
                                                        .actionsSuppressor("hot")))
                .hasMessageContaining("needs ActionsSuppressorWaitPeriod");
    }

    private @Nullable String suppressed(String name) {
        return home.client
                .describeAlarms(
                        request -> request.alarmNames(name).alarmTypes(AlarmType.COMPOSITE_ALARM))
                .compositeAlarms()
                .getFirst()
                .actionsSuppressedByAsString();
    }

    private StateValue composite(String name) {
        return home.client
                .describeAlarms(
                        request -> request.alarmNames(name).alarmTypes(AlarmType.COMPOSITE_ALARM))
                .compositeAlarms()
                .getFirst()
                .stateValue();
    }

    @Test
    void aCompositeAlarmCantHangOnItself() {
        alarm(alarm -> {});
        home.client.putCompositeAlarm(r -> r.alarmName("a").alarmRule("ALARM(hot)"));
        home.client.putCompositeAlarm(r -> r.alarmName("b").alarmRule("ALARM(a)"));

        assertThatThrownBy(
                        () ->
                                home.client.putCompositeAlarm(
                                        r -> r.alarmName("a").alarmRule("OK(b)")))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("depends on the alarm itself");
        assertThatThrownBy(() -> home.client.deleteAlarms(r -> r.alarmNames("a")))
                .hasMessageContaining("composite alarm(s) depending on it");
        home.client.deleteAlarms(r -> r.alarmNames("a", "b", "hot"));
        assertThat(home.client.describeAlarms().metricAlarms()).isEmpty();
    }

    @Test
    void aStateThatIsSetLastsUntilTheNextEvaluation() {
        alarm(alarm -> alarm.alarmActions(FAN));
        minute(20.0);

        home.client.setAlarmState(
                r -> r.alarmName("hot").stateValue(StateValue.ALARM).stateReason("a drill"));
        follow();
        assertThat(described("hot").stateReason()).isEqualTo("a drill");
        assertThat(events).extracting(AlarmEvent::reason).containsExactly("a drill");

        minute(20.0);
        assertThat(state("hot")).isEqualTo(StateValue.OK);
        assertThatThrownBy(
                        () ->
                                home.client.setAlarmState(
                                        r ->
                                                r.alarmName("cold")
                                                        .stateValue(StateValue.OK)
                                                        .stateReason("none")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void historyTellsWhatBecameOfAnAlarm() {
        alarm(alarm -> alarm.alarmActions(FAN, FAN + ".broken"));
        minute(31.0);
        now = now.plusSeconds(10);
        home.client.deleteAlarms(r -> r.alarmNames("hot"));

        List<AlarmHistoryItem> history =
                home.client
                        .describeAlarmHistory(
                                r -> r.alarmName("hot").scanBy(ScanBy.TIMESTAMP_ASCENDING))
                        .alarmHistoryItems();
        assertThat(history)
                .extracting(AlarmHistoryItem::historySummary)
                .containsExactly(
                        "Alarm \"hot\" created",
                        "Alarm updated from INSUFFICIENT_DATA to ALARM",
                        "Successfully executed action " + FAN,
                        "Failed to execute action " + FAN + ".broken",
                        "Alarm \"hot\" deleted");
        assertThat(history.get(3).historyData()).contains("it is broken");
        assertThat(
                        home.client
                                .describeAlarmHistory(
                                        r ->
                                                r.historyItemType(HistoryItemType.ACTION)
                                                        .maxRecords(1))
                                .nextToken())
                .isNotNull();
        now = now.plus(Duration.ofDays(31));
        home.cloudWatch.sweep();
        assertThat(home.client.describeAlarmHistory().alarmHistoryItems()).isEmpty();
    }

    @Test
    void anotherConfigurationKeepsTheState() {
        alarm(alarm -> {});
        minute(31.0);

        alarm(alarm -> alarm.alarmDescription("new"));

        assertThat(described("hot").alarmDescription()).isEqualTo("new");
        assertThat(state("hot")).isEqualTo(StateValue.ALARM);
    }

    @Test
    void alarmsOfAMetricAreFound() {
        alarm(alarm -> alarm.dimensions(BARN));
        alarm(alarm -> alarm.alarmName("other"));

        assertThat(
                        home.client
                                .describeAlarmsForMetric(
                                        r ->
                                                r.namespace("Farm")
                                                        .metricName("Temperature")
                                                        .dimensions(BARN))
                                .metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("hot");
    }

    @Test
    void pagesAreByName() {
        for (String name : List.of("a", "b", "c")) {
            alarm(alarm -> alarm.alarmName(name));
        }

        assertThat(home.client.describeAlarmsPaginator(r -> r.maxRecords(2)).metricAlarms())
                .extracting(MetricAlarm::alarmName)
                .containsExactly("a", "b", "c");
    }

    @Test
    void whatWouldHaveNoEffectIsRefused() {
        refused(a -> a.alarmActions("arn:aws:sns:us-east-1:000000000000:topic"), "NotImplemented");
        refused(a -> a.alarmActions("topic"), "InvalidParameterValue");
        refused(a -> a.treatMissingData("sometimes"), "InvalidParameterValue");
        refused(a -> a.period(7), "InvalidParameterValue");
        refused(a -> a.period(5), "InvalidParameterValue");
        refused(a -> a.evaluationPeriods(1500), "InvalidParameterValue");
        refused(a -> a.datapointsToAlarm(2), "InvalidParameterValue");
        refused(a -> a.extendedStatistic("p99"), "InvalidParameterCombination");
        refused(a -> a.statistic((Statistic) null), "InvalidParameterCombination");
        refused(a -> a.threshold(null), "Missing");
        refused(
                a -> a.comparisonOperator(ComparisonOperator.LESS_THAN_LOWER_THRESHOLD),
                "NotImplemented");
    }

    private void refused(Consumer<PutMetricAlarmRequest.Builder> change, String code) {
        assertThatThrownBy(() -> alarm(change))
                .isInstanceOfSatisfying(
                        CloudWatchException.class,
                        fault -> assertThat(fault.awsErrorDetails().errorCode()).startsWith(code));
    }
}
