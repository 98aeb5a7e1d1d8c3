package dev.tule.autoscaling.configuration;

import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.CreateLaunchConfigurationRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateLaunchConfigurationResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteLaunchConfigurationRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteLaunchConfigurationResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLaunchConfigurationsResponse;

/** The actions on launch configurations. */
public interface LaunchConfigurationActions extends AutoScalingClient {
    LaunchConfigurations launchConfigurations();

    @Override
    default CreateLaunchConfigurationResponse createLaunchConfiguration(
            CreateLaunchConfigurationRequest request) {
        return launchConfigurations().create(request);
    }

    @Override
    default DescribeLaunchConfigurationsResponse describeLaunchConfigurations(
            DescribeLaunchConfigurationsRequest request) {
        return launchConfigurations().describe(request);
    }

    @Override
    default DeleteLaunchConfigurationResponse deleteLaunchConfiguration(
            DeleteLaunchConfigurationRequest request) {
        return launchConfigurations().delete(request);
    }
}
