package dev.tule.autoscaling.group;

import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AttachInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.AttachInstancesResponse;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupResponse;
import software.amazon.awssdk.services.autoscaling.model.CreateOrUpdateTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateOrUpdateTagsResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteAutoScalingGroupResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteTagsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeAdjustmentTypesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAdjustmentTypesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeAutoScalingInstancesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLifecycleHookTypesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLifecycleHookTypesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeMetricCollectionTypesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeMetricCollectionTypesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingActivitiesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingProcessTypesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeScalingProcessTypesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeTagsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeTagsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeTerminationPolicyTypesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeTerminationPolicyTypesResponse;
import software.amazon.awssdk.services.autoscaling.model.DetachInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachInstancesResponse;
import software.amazon.awssdk.services.autoscaling.model.DisableMetricsCollectionRequest;
import software.amazon.awssdk.services.autoscaling.model.DisableMetricsCollectionResponse;
import software.amazon.awssdk.services.autoscaling.model.EnableMetricsCollectionRequest;
import software.amazon.awssdk.services.autoscaling.model.EnableMetricsCollectionResponse;
import software.amazon.awssdk.services.autoscaling.model.EnterStandbyRequest;
import software.amazon.awssdk.services.autoscaling.model.EnterStandbyResponse;
import software.amazon.awssdk.services.autoscaling.model.ExitStandbyRequest;
import software.amazon.awssdk.services.autoscaling.model.ExitStandbyResponse;
import software.amazon.awssdk.services.autoscaling.model.ResumeProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.ResumeProcessesResponse;
import software.amazon.awssdk.services.autoscaling.model.SetDesiredCapacityRequest;
import software.amazon.awssdk.services.autoscaling.model.SetDesiredCapacityResponse;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceHealthRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceHealthResponse;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionRequest;
import software.amazon.awssdk.services.autoscaling.model.SetInstanceProtectionResponse;
import software.amazon.awssdk.services.autoscaling.model.SuspendProcessesRequest;
import software.amazon.awssdk.services.autoscaling.model.SuspendProcessesResponse;
import software.amazon.awssdk.services.autoscaling.model.TerminateInstanceInAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.TerminateInstanceInAutoScalingGroupResponse;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupResponse;

/** The actions on groups and on the machines in them. */
public interface GroupActions extends AutoScalingClient {
    Groups groups();

    Membership membership();

    Processes processes();

    GroupTags groupTags();

    Reports reports();

    GroupMetrics groupMetrics();

    @Override
    default CreateAutoScalingGroupResponse createAutoScalingGroup(
            CreateAutoScalingGroupRequest request) {
        return groups().create(request);
    }

    @Override
    default UpdateAutoScalingGroupResponse updateAutoScalingGroup(
            UpdateAutoScalingGroupRequest request) {
        return groups().update(request);
    }

    @Override
    default DeleteAutoScalingGroupResponse deleteAutoScalingGroup(
            DeleteAutoScalingGroupRequest request) {
        return groups().delete(request);
    }

    @Override
    default DescribeAutoScalingGroupsResponse describeAutoScalingGroups(
            DescribeAutoScalingGroupsRequest request) {
        return groups().describe(request);
    }

    @Override
    default SetDesiredCapacityResponse setDesiredCapacity(SetDesiredCapacityRequest request) {
        return groups().setDesired(request);
    }

    @Override
    default SetInstanceHealthResponse setInstanceHealth(SetInstanceHealthRequest request) {
        return membership().setHealth(request);
    }

    @Override
    default TerminateInstanceInAutoScalingGroupResponse terminateInstanceInAutoScalingGroup(
            TerminateInstanceInAutoScalingGroupRequest request) {
        return membership().terminate(request);
    }

    @Override
    default AttachInstancesResponse attachInstances(AttachInstancesRequest request) {
        return membership().attach(request);
    }

    @Override
    default DetachInstancesResponse detachInstances(DetachInstancesRequest request) {
        return membership().detach(request);
    }

    @Override
    default EnterStandbyResponse enterStandby(EnterStandbyRequest request) {
        return membership().enterStandby(request);
    }

    @Override
    default ExitStandbyResponse exitStandby(ExitStandbyRequest request) {
        return membership().exitStandby(request);
    }

    @Override
    default SetInstanceProtectionResponse setInstanceProtection(
            SetInstanceProtectionRequest request) {
        return membership().protect(request);
    }

    @Override
    default SuspendProcessesResponse suspendProcesses(SuspendProcessesRequest request) {
        return processes().suspend(request);
    }

    @Override
    default ResumeProcessesResponse resumeProcesses(ResumeProcessesRequest request) {
        return processes().resume(request);
    }

    @Override
    default CreateOrUpdateTagsResponse createOrUpdateTags(CreateOrUpdateTagsRequest request) {
        return groupTags().put(request);
    }

    @Override
    default DeleteTagsResponse deleteTags(DeleteTagsRequest request) {
        return groupTags().delete(request);
    }

    @Override
    default DescribeTagsResponse describeTags(DescribeTagsRequest request) {
        return groupTags().describe(request);
    }

    @Override
    default DescribeScalingActivitiesResponse describeScalingActivities(
            DescribeScalingActivitiesRequest request) {
        return reports().activities(request);
    }

    @Override
    default DescribeAutoScalingInstancesResponse describeAutoScalingInstances(
            DescribeAutoScalingInstancesRequest request) {
        return reports().instances(request);
    }

    @Override
    default EnableMetricsCollectionResponse enableMetricsCollection(
            EnableMetricsCollectionRequest request) {
        return groupMetrics().enable(request);
    }

    @Override
    default DisableMetricsCollectionResponse disableMetricsCollection(
            DisableMetricsCollectionRequest request) {
        return groupMetrics().disable(request);
    }

    @Override
    default DescribeMetricCollectionTypesResponse describeMetricCollectionTypes(
            DescribeMetricCollectionTypesRequest request) {
        return DescribeMetricCollectionTypesResponse.builder()
                .metrics(Words.METRICS)
                .granularities(Words.GRANULARITY)
                .build();
    }

    @Override
    default DescribeAdjustmentTypesResponse describeAdjustmentTypes(
            DescribeAdjustmentTypesRequest request) {
        return DescribeAdjustmentTypesResponse.builder()
                .adjustmentTypes(Words.ADJUSTMENT_TYPES)
                .build();
    }

    @Override
    default DescribeTerminationPolicyTypesResponse describeTerminationPolicyTypes(
            DescribeTerminationPolicyTypesRequest request) {
        return DescribeTerminationPolicyTypesResponse.builder()
                .terminationPolicyTypes(Words.TERMINATION_POLICIES)
                .build();
    }

    @Override
    default DescribeScalingProcessTypesResponse describeScalingProcessTypes(
            DescribeScalingProcessTypesRequest request) {
        return DescribeScalingProcessTypesResponse.builder().processes(Words.PROCESSES).build();
    }

    @Override
    default DescribeLifecycleHookTypesResponse describeLifecycleHookTypes(
            DescribeLifecycleHookTypesRequest request) {
        return DescribeLifecycleHookTypesResponse.builder()
                .lifecycleHookTypes(Words.HOOK_TYPES)
                .build();
    }
}
