package dev.tule.autoscaling.notification;

import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.DeleteNotificationConfigurationRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteNotificationConfigurationResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingNotificationTypesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingNotificationTypesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeNotificationConfigurationsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeNotificationConfigurationsResponse;
import software.amazon.awssdk.services.autoscaling.model.PutNotificationConfigurationRequest;
import software.amazon.awssdk.services.autoscaling.model.PutNotificationConfigurationResponse;

/** The actions on notifications. */
public interface NotificationActions extends AutoScalingClient {
    Notifications notifications();

    @Override
    default PutNotificationConfigurationResponse putNotificationConfiguration(
            PutNotificationConfigurationRequest request) {
        return notifications().put(request);
    }

    @Override
    default DeleteNotificationConfigurationResponse deleteNotificationConfiguration(
            DeleteNotificationConfigurationRequest request) {
        return notifications().delete(request);
    }

    @Override
    default DescribeNotificationConfigurationsResponse describeNotificationConfigurations(
            DescribeNotificationConfigurationsRequest request) {
        return notifications().describe(request);
    }

    @Override
    default DescribeAutoScalingNotificationTypesResponse describeAutoScalingNotificationTypes(
            DescribeAutoScalingNotificationTypesRequest request) {
        return DescribeAutoScalingNotificationTypesResponse.builder()
                .autoScalingNotificationTypes(Notifications.KINDS)
                .build();
    }
}
