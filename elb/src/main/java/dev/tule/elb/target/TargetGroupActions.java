package dev.tule.elb.target;

import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsResponse;

/** The actions on target groups and targets. */
public interface TargetGroupActions extends ElasticLoadBalancingV2Client {
    TargetGroups targetGroups();

    GroupAttributes groupAttributes();

    Targets targets();

    @Override
    default CreateTargetGroupResponse createTargetGroup(CreateTargetGroupRequest request) {
        return targetGroups().create(request);
    }

    @Override
    default DescribeTargetGroupsResponse describeTargetGroups(DescribeTargetGroupsRequest request) {
        return targetGroups().describe(request);
    }

    @Override
    default ModifyTargetGroupResponse modifyTargetGroup(ModifyTargetGroupRequest request) {
        return targetGroups().modify(request);
    }

    @Override
    default DeleteTargetGroupResponse deleteTargetGroup(DeleteTargetGroupRequest request) {
        return targetGroups().delete(request);
    }

    @Override
    default DescribeTargetGroupAttributesResponse describeTargetGroupAttributes(
            DescribeTargetGroupAttributesRequest request) {
        return groupAttributes().describe(request);
    }

    @Override
    default ModifyTargetGroupAttributesResponse modifyTargetGroupAttributes(
            ModifyTargetGroupAttributesRequest request) {
        return groupAttributes().modify(request);
    }

    @Override
    default RegisterTargetsResponse registerTargets(RegisterTargetsRequest request) {
        return targets().register(request);
    }

    @Override
    default DeregisterTargetsResponse deregisterTargets(DeregisterTargetsRequest request) {
        return targets().deregister(request);
    }

    @Override
    default DescribeTargetHealthResponse describeTargetHealth(DescribeTargetHealthRequest request) {
        return targets().describe(request);
    }
}
