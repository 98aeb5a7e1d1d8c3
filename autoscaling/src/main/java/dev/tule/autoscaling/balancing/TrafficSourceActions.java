package dev.tule.autoscaling.balancing;

import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AttachLoadBalancerTargetGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.AttachLoadBalancerTargetGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.AttachLoadBalancersRequest;
import software.amazon.awssdk.services.autoscaling.model.AttachLoadBalancersResponse;
import software.amazon.awssdk.services.autoscaling.model.AttachTrafficSourcesRequest;
import software.amazon.awssdk.services.autoscaling.model.AttachTrafficSourcesResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancerTargetGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancerTargetGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeTrafficSourcesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeTrafficSourcesResponse;
import software.amazon.awssdk.services.autoscaling.model.DetachLoadBalancerTargetGroupsRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachLoadBalancerTargetGroupsResponse;
import software.amazon.awssdk.services.autoscaling.model.DetachLoadBalancersRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachLoadBalancersResponse;
import software.amazon.awssdk.services.autoscaling.model.DetachTrafficSourcesRequest;
import software.amazon.awssdk.services.autoscaling.model.DetachTrafficSourcesResponse;

/** The actions on the load balancers in front of groups. */
public interface TrafficSourceActions extends AutoScalingClient {
    TrafficSources trafficSources();

    @Override
    default AttachLoadBalancersResponse attachLoadBalancers(AttachLoadBalancersRequest request) {
        trafficSources()
                .attach(
                        request.autoScalingGroupName(),
                        TrafficSources.classic(request.loadBalancerNames()));
        return AttachLoadBalancersResponse.builder().build();
    }

    @Override
    default DetachLoadBalancersResponse detachLoadBalancers(DetachLoadBalancersRequest request) {
        trafficSources()
                .detach(
                        request.autoScalingGroupName(),
                        TrafficSources.classic(request.loadBalancerNames()));
        return DetachLoadBalancersResponse.builder().build();
    }

    @Override
    default DescribeLoadBalancersResponse describeLoadBalancers(
            DescribeLoadBalancersRequest request) {
        return trafficSources().describe(request);
    }

    @Override
    default AttachLoadBalancerTargetGroupsResponse attachLoadBalancerTargetGroups(
            AttachLoadBalancerTargetGroupsRequest request) {
        trafficSources()
                .attach(
                        request.autoScalingGroupName(),
                        TrafficSources.targetGroups(request.targetGroupARNs()));
        return AttachLoadBalancerTargetGroupsResponse.builder().build();
    }

    @Override
    default DetachLoadBalancerTargetGroupsResponse detachLoadBalancerTargetGroups(
            DetachLoadBalancerTargetGroupsRequest request) {
        trafficSources()
                .detach(
                        request.autoScalingGroupName(),
                        TrafficSources.targetGroups(request.targetGroupARNs()));
        return DetachLoadBalancerTargetGroupsResponse.builder().build();
    }

    @Override
    default DescribeLoadBalancerTargetGroupsResponse describeLoadBalancerTargetGroups(
            DescribeLoadBalancerTargetGroupsRequest request) {
        return trafficSources().describe(request);
    }

    @Override
    default AttachTrafficSourcesResponse attachTrafficSources(AttachTrafficSourcesRequest request) {
        trafficSources()
                .attach(
                        request.autoScalingGroupName(),
                        TrafficSources.targets(request.trafficSources()));
        return AttachTrafficSourcesResponse.builder().build();
    }

    @Override
    default DetachTrafficSourcesResponse detachTrafficSources(DetachTrafficSourcesRequest request) {
        trafficSources()
                .detach(
                        request.autoScalingGroupName(),
                        TrafficSources.targets(request.trafficSources()));
        return DetachTrafficSourcesResponse.builder().build();
    }

    @Override
    default DescribeTrafficSourcesResponse describeTrafficSources(
            DescribeTrafficSourcesRequest request) {
        return trafficSources().describe(request);
    }
}
