package dev.tule.cloudwatch;

import static dev.tule.cloudwatch.Farm.FAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.cloudwatch.alarm.AlarmEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatch.model.Tag;

/** Alarms that watch a metric or an expression of metrics. */
class AlarmsTest {
    private static final String POLICY =
            "arn:aws:autoscaling:us-east-1:000000000000:scalingPolicy:1:autoScalingGroupName/g:policyName/up";

    private static final Dimension BARN = Dimension.builder().name("Barn").value("1").build();

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
    void anAlarmFollowsItsMetric() {
        farm.alarm(alarm -> {});
        assertThat(farm.state("hot")).isEqualTo(StateValue.INSUFFICIENT_DATA);

        farm.minute(25.0);
        assertThat(farm.state("hot")).isEqualTo(StateValue.OK);
        farm.minute(31.5);

        MetricAlarm hot = farm.described("hot");
        assertThat(hot.stateValue()).isEqualTo(StateValue.ALARM);
        assertThat(hot.stateReason())
                .isEqualTo(
                        "Threshold Crossed: 1 out of the last 1 datapoints [31.5 (01/01/26 00:01:00)] was greater than the threshold (30.0) (minimum 1 datapoint for OK -> ALARM transition).");
        assertThat(hot.stateReasonData()).contains("\"threshold\":30.0");
    }

    @Test
    void mOutOfNPointsRaiseIt() {
        farm.alarm(alarm -> alarm.evaluationPeriods(3).datapointsToAlarm(2));

        farm.minute(31.0);
        farm.minute(20.0);
        farm.minute(20.0);
        assertThat(farm.state("hot")).isEqualTo(StateValue.OK);
        farm.minute(31.0);
        assertThat(farm.state("hot")).isEqualTo(StateValue.OK);
        farm.minute(31.0);
        assertThat(farm.state("hot")).isEqualTo(StateValue.ALARM);
    }

    @Test
    void eachChangeHasItsActionsOnce() {
        farm.alarm(alarm -> alarm.alarmActions(FAN).okActions(FAN));

        farm.minute(31.0);
        farm.minute(32.0);
        farm.minute(33.0);
        farm.follow();
        farm.minute(20.0);

        assertThat(farm.events)
                .extracting(AlarmEvent::state)
                .containsExactly(StateValue.ALARM, StateValue.OK);
        assertThat(farm.events.getFirst().value()).hasValue(31.0);
        assertThat(farm.events.getFirst().threshold()).hasValue(30.0);
    }

    @Test
    void scalingPoliciesAreAskedAgainEachMinute() {
        farm.alarm(alarm -> alarm.alarmActions(POLICY));

        farm.minute(31.0);
        farm.minute(32.0);
        farm.follow();
        farm.minute(33.0);

        assertThat(farm.events)
                .extracting(event -> event.value().getAsDouble())
                .containsExactly(31.0, 32.0, 33.0);
    }

    @Test
    void aRestartLosesNoChangeAndRepeatsNone() throws IOException {
        farm.alarm(alarm -> alarm.alarmActions(FAN));
        farm.minute(31.0);
        farm.restart();

        farm.minute(32.0);
        assertThat(farm.events).hasSize(1);
        farm.minute(20.0);
        farm.minute(31.0);
        assertThat(farm.events).hasSize(2);
    }

    @Test
    void disabledActionsAreNotDone() {
        farm.alarm(alarm -> alarm.alarmActions(FAN));
        farm.client().disableAlarmActions(request -> request.alarmNames("hot", "not there"));

        farm.minute(31.0);

        assertThat(farm.state("hot")).isEqualTo(StateValue.ALARM);
        assertThat(farm.events).isEmpty();
        farm.client().enableAlarmActions(request -> request.alarmNames("hot"));
        assertThat(farm.described("hot").actionsEnabled()).isTrue();
    }

    @Test
    void shortPeriodsAreLookedAtByTheSecond() {
        farm.alarm(alarm -> alarm.period(10));
        farm.pass(Duration.ofSeconds(3));
        farm.measured("Temperature", 31);

        farm.pass(Duration.ofSeconds(7));
        farm.follow();

        assertThat(farm.state("hot")).isEqualTo(StateValue.ALARM);
    }

    @Test
    void longPeriodsEndAtAnyMinute() {
        farm.alarm(alarm -> alarm.period(300).treatMissingData("notBreaching"));
        for (int i = 0; i < 4; i++) {
            farm.minute(20.0);
        }
        assertThat(farm.state("hot")).isEqualTo(StateValue.OK);

        farm.minute(100.0);
        assertThat(farm.state("hot")).isEqualTo(StateValue.ALARM);
        farm.minute(null);
        assertThat(farm.state("hot")).isEqualTo(StateValue.ALARM);
    }

    @Test
    void anExpressionCanBeWatched() {
        farm.client()
                .putMetricAlarm(
                        request ->
                                request.alarmName("difference")
                                        .evaluationPeriods(1)
                                        .threshold(5.0)
                                        .comparisonOperator(
                                                ComparisonOperator.GREATER_THAN_THRESHOLD)
                                        .metrics(
                                                List.of(
                                                        MetricDataQuery.builder()
                                                                .id("e")
                                                                .expression("inside - outside")
                                                                .build(),
                                                        average("inside", "Inside"),
                                                        average("outside", "Outside"))));
        farm.measured("Inside", 20);
        farm.measured("Outside", 10);
        farm.minute(null);
        assertThat(farm.state("difference")).isEqualTo(StateValue.ALARM);

        farm.measured("Inside", 20);
        farm.measured("Outside", 19);
        farm.minute(null);
        assertThat(farm.state("difference")).isEqualTo(StateValue.OK);
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
        return farm.client().listTagsForResource(r -> r.resourceARN(arn)).tags().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value));
    }

    @Test
    void tagsComeWithAnAlarmAndGoWithIt() {
        Tag field = Tag.builder().key("field").value("north").build();
        farm.alarm(alarm -> alarm.tags(field));
        String arn = farm.client().describeAlarms().metricAlarms().getFirst().alarmArn();
        farm.alarm(alarm -> alarm.tags(field.toBuilder().value("south").build()));
        assertThat(tags(arn)).as("made already").containsExactly(Map.entry("field", "north"));

        farm.client()
                .tagResource(
                        r ->
                                r.resourceARN(arn)
                                        .tags(Tag.builder().key("crop").value("wheat").build()));
        farm.client().untagResource(r -> r.resourceARN(arn).tagKeys("field", "none"));
        assertThat(tags(arn)).containsExactly(Map.entry("crop", "wheat"));

        farm.client().deleteAlarms(r -> r.alarmNames("hot"));
        assertThatThrownBy(() -> tags(arn)).isInstanceOf(ResourceNotFoundException.class);
        farm.alarm(alarm -> {});
        assertThat(tags(arn)).isEmpty();
    }

    @Test
    void aStateThatIsSetLastsUntilTheNextEvaluation() {
        farm.alarm(alarm -> alarm.alarmActions(FAN));
        farm.minute(20.0);

        farm.client()
                .setAlarmState(
                        r ->
                                r.alarmName("hot")
                                        .stateValue(StateValue.ALARM)
                                        .stateReason("a drill"));
        farm.follow();
        assertThat(farm.described("hot").stateReason()).isEqualTo("a drill");
        assertThat(farm.events).extracting(AlarmEvent::reason).containsExactly("a drill");

        farm.minute(20.0);
        assertThat(farm.state("hot")).isEqualTo(StateValue.OK);
        assertThatThrownBy(
                        () ->
                                farm.client()
                                        .setAlarmState(
                                                r ->
                                                        r.alarmName("cold")
                                                                .stateValue(StateValue.OK)
                                                                .stateReason("none")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void historyTellsWhatBecameOfAnAlarm() {
        farm.alarm(alarm -> alarm.alarmActions(FAN, FAN + ".broken"));
        farm.minute(31.0);
        farm.pass(Duration.ofSeconds(10));
        farm.client().deleteAlarms(r -> r.alarmNames("hot"));

        List<AlarmHistoryItem> history =
                farm.client()
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
                        farm.client()
                                .describeAlarmHistory(
                                        r ->
                                                r.historyItemType(HistoryItemType.ACTION)
                                                        .maxRecords(1))
                                .nextToken())
                .isNotNull();
        farm.pass(Duration.ofDays(31));
        farm.sweep();
        assertThat(farm.client().describeAlarmHistory().alarmHistoryItems()).isEmpty();
    }

    @Test
    void anotherConfigurationKeepsTheState() {
        farm.alarm(alarm -> {});
        farm.minute(31.0);

        farm.alarm(alarm -> alarm.alarmDescription("new"));

        assertThat(farm.described("hot").alarmDescription()).isEqualTo("new");
        assertThat(farm.state("hot")).isEqualTo(StateValue.ALARM);
    }

    @Test
    void alarmsOfAMetricAreFound() {
        farm.alarm(alarm -> alarm.dimensions(BARN));
        farm.alarm(alarm -> alarm.alarmName("other"));

        assertThat(
                        farm.client()
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
            farm.alarm(alarm -> alarm.alarmName(name));
        }

        assertThat(farm.client().describeAlarmsPaginator(r -> r.maxRecords(2)).metricAlarms())
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
        assertThatThrownBy(() -> farm.alarm(change))
                .isInstanceOfSatisfying(
                        CloudWatchException.class,
                        fault -> assertThat(fault.awsErrorDetails().errorCode()).startsWith(code));
    }
}
