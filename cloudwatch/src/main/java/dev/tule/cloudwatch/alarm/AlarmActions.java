package dev.tule.cloudwatch.alarm;

import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DeleteAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmHistoryResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsForMetricResponse;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.DisableAlarmActionsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DisableAlarmActionsResponse;
import software.amazon.awssdk.services.cloudwatch.model.EnableAlarmActionsRequest;
import software.amazon.awssdk.services.cloudwatch.model.EnableAlarmActionsResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatch.model.PutCompositeAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutCompositeAlarmResponse;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricAlarmResponse;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateRequest;
import software.amazon.awssdk.services.cloudwatch.model.SetAlarmStateResponse;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.TagResourceResponse;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceRequest;
import software.amazon.awssdk.services.cloudwatch.model.UntagResourceResponse;

/** The actions on alarms. */
public interface AlarmActions extends CloudWatchClient {
    Alarms alarms();

    @Override
    default PutMetricAlarmResponse putMetricAlarm(PutMetricAlarmRequest request) {
        return alarms().metricAlarms().put(request);
    }

    @Override
    default PutCompositeAlarmResponse putCompositeAlarm(PutCompositeAlarmRequest request) {
        return alarms().compositeAlarms().put(request);
    }

    @Override
    default DescribeAlarmsResponse describeAlarms(DescribeAlarmsRequest request) {
        return alarms().describe(request);
    }

    @Override
    default DescribeAlarmsForMetricResponse describeAlarmsForMetric(
            DescribeAlarmsForMetricRequest request) {
        return alarms().metricAlarms().of(request);
    }

    @Override
    default DescribeAlarmHistoryResponse describeAlarmHistory(DescribeAlarmHistoryRequest request) {
        return alarms().history().describe(request);
    }

    @Override
    default DeleteAlarmsResponse deleteAlarms(DeleteAlarmsRequest request) {
        return alarms().delete(request);
    }

    @Override
    default SetAlarmStateResponse setAlarmState(SetAlarmStateRequest request) {
        return alarms().setState(request);
    }

    @Override
    default EnableAlarmActionsResponse enableAlarmActions(EnableAlarmActionsRequest request) {
        alarms().enable(request.alarmNames(), true);
        return EnableAlarmActionsResponse.builder().build();
    }

    @Override
    default DisableAlarmActionsResponse disableAlarmActions(DisableAlarmActionsRequest request) {
        alarms().enable(request.alarmNames(), false);
        return DisableAlarmActionsResponse.builder().build();
    }

    @Override
    default TagResourceResponse tagResource(TagResourceRequest request) {
        return alarms().tags().tag(request);
    }

    @Override
    default UntagResourceResponse untagResource(UntagResourceRequest request) {
        return alarms().tags().untag(request);
    }

    @Override
    default ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return alarms().tags().list(request);
    }
}
