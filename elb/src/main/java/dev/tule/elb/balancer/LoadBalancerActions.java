package dev.tule.elb.balancer;

import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetIpAddressTypeRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetIpAddressTypeResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsResponse;

/** The actions on load balancers, and on all things' tags. */
public interface LoadBalancerActions extends ElasticLoadBalancingV2Client {
    LoadBalancers loadBalancers();

    BalancerAttributes balancerAttributes();

    Tags tags();

    @Override
    default CreateLoadBalancerResponse createLoadBalancer(CreateLoadBalancerRequest request) {
        return loadBalancers().create(request);
    }

    @Override
    default DescribeLoadBalancersResponse describeLoadBalancers(
            DescribeLoadBalancersRequest request) {
        return loadBalancers().describe(request);
    }

    @Override
    default DeleteLoadBalancerResponse deleteLoadBalancer(DeleteLoadBalancerRequest request) {
        return loadBalancers().delete(request);
    }

    @Override
    default SetSubnetsResponse setSubnets(SetSubnetsRequest request) {
        return loadBalancers().setSubnets(request);
    }

    @Override
    default SetSecurityGroupsResponse setSecurityGroups(SetSecurityGroupsRequest request) {
        return loadBalancers().setSecurityGroups(request);
    }

    @Override
    default SetIpAddressTypeResponse setIpAddressType(SetIpAddressTypeRequest request) {
        return loadBalancers().setIpAddressType(request);
    }

    @Override
    default DescribeLoadBalancerAttributesResponse describeLoadBalancerAttributes(
            DescribeLoadBalancerAttributesRequest request) {
        return balancerAttributes().describe(request);
    }

    @Override
    default ModifyLoadBalancerAttributesResponse modifyLoadBalancerAttributes(
            ModifyLoadBalancerAttributesRequest request) {
        return balancerAttributes().modify(request);
    }

    @Override
    default AddTagsResponse addTags(AddTagsRequest request) {
        return tags().add(request);
    }

    @Override
    default RemoveTagsResponse removeTags(RemoveTagsRequest request) {
        return tags().remove(request);
    }

    @Override
    default DescribeTagsResponse describeTags(DescribeTagsRequest request) {
        return tags().describe(request);
    }
}
