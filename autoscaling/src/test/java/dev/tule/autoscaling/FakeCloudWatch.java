package dev.tule.autoscaling;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmResponse;
import software.amazon.awssdk.services.cloudwatch.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** CloudWatch's alarms in memory, whose states are the test's to set. For one thread. */
final class FakeCloudWatch implements CloudWatchClient {
    final Map<String, PutMetricAlarmRequest> alarms = new TreeMap<>();
    final Map<String, StateValue> states = new TreeMap<>();

    /** Every alarm is refused. */
    boolean refusing;

    private final Chaos chaos;

    FakeCloudWatch(Chaos chaos) {
        this.chaos = chaos;
    }

    /** An alarm that must be there. */
    PutMetricAlarmRequest alarm(String name) {
        return Objects.requireNonNull(alarms.get(name), name);
    }

    @Override
    public PutMetricAlarmResponse putMetricAlarm(PutMetricAlarmRequest request) {
        if (refusing) {
            throw CloudWatchException.builder()
                    .message("no such expression")
                    .statusCode(400)
                    .build();
        }
        chaos.step("before an alarm is put");
        alarms.put(request.alarmName(), request);
        chaos.step("after an alarm was put");
        return PutMetricAlarmResponse.builder().build();
    }

    @Override
    public DeleteAlarmsResponse deleteAlarms(DeleteAlarmsRequest request) {
        chaos.step("before alarms are deleted");
        for (String name : request.alarmNames()) {
            if (alarms.remove(name) == null) {
                throw ResourceNotFoundException.builder().message(name).build();
            }
        }
        chaos.step("after alarms were deleted");
        return DeleteAlarmsResponse.builder().build();
    }

    @Override
    public DescribeAlarmsResponse describeAlarms(DescribeAlarmsRequest request) {
        chaos.step("before alarms are looked at");
        return DescribeAlarmsResponse.builder()
                .metricAlarms(
                        alarms.values().stream()
                                .filter(
                                        alarm ->
                                                request.alarmNames().isEmpty()
                                                        || request.alarmNames()
                                                                .contains(alarm.alarmName()))
                                .map(this::described)
                                .toList())
                .build();
    }

    private MetricAlarm described(PutMetricAlarmRequest alarm) {
        return MetricAlarm.builder()
                .alarmName(alarm.alarmName())
                .alarmArn("arn:aws:cloudwatch:us-east-1:000000000000:alarm:" + alarm.alarmName())
                .alarmActions(alarm.alarmActions())
                .stateValue(states.getOrDefault(alarm.alarmName(), StateValue.OK))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
