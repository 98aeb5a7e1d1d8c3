package dev.tule.elb.classic;

import dev.tule.elb.balancer.Sites;
import dev.tule.elb.resource.Place;
import dev.tule.elb.target.Wellbeing;
import java.util.function.Predicate;
import software.amazon.awssdk.services.elasticloadbalancing.ElasticLoadBalancingClient;
import software.amazon.awssdk.services.elasticloadbalancing.model.AddTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.AddTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.ApplySecurityGroupsToLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.ApplySecurityGroupsToLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.AttachLoadBalancerToSubnetsRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.AttachLoadBalancerToSubnetsResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.ConfigureHealthCheckRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.ConfigureHealthCheckResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateAppCookieStickinessPolicyRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateAppCookieStickinessPolicyResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLbCookieStickinessPolicyRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLbCookieStickinessPolicyResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLoadBalancerListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLoadBalancerListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLoadBalancerPolicyRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLoadBalancerPolicyResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DeleteLoadBalancerListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DeleteLoadBalancerListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DeleteLoadBalancerPolicyRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DeleteLoadBalancerPolicyResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DeleteLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DeregisterInstancesFromLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DeregisterInstancesFromLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeAccountLimitsRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeAccountLimitsResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeInstanceHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeInstanceHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancerPoliciesRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancerPoliciesResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancerPolicyTypesRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancerPolicyTypesResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DetachLoadBalancerFromSubnetsRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DetachLoadBalancerFromSubnetsResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DisableAvailabilityZonesForLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DisableAvailabilityZonesForLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.EnableAvailabilityZonesForLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.EnableAvailabilityZonesForLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.ModifyLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.RegisterInstancesWithLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.RegisterInstancesWithLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.RemoveTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.RemoveTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.SetLoadBalancerListenerSslCertificateRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.SetLoadBalancerListenerSslCertificateResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.SetLoadBalancerPoliciesForBackendServerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.SetLoadBalancerPoliciesForBackendServerResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.SetLoadBalancerPoliciesOfListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.SetLoadBalancerPoliciesOfListenerResponse;

/**
 * Classic load balancers of one account and region: the list of their rooms. Safe for use by many
 * threads.
 */
public final class ClassicService implements ElasticLoadBalancingClient {
    private final ClassicBalancers balancers;
    private final ClassicListeners listeners;
    private final ClassicInstances instances;
    private final ClassicAttributes attributes;
    private final ClassicPolicies policies;
    private final ClassicSubnets subnets;
    private final ClassicTags tags;

    /**
     * @param known whether there is a certificate of an ARN
     * @param changed has the data plane follow; when it returns, the rows are in force
     */
    public ClassicService(
            Place place,
            Sites sites,
            Wellbeing wellbeing,
            Predicate<String> known,
            Runnable changed) {
        this.balancers = new ClassicBalancers(place, sites, known, changed);
        this.listeners = new ClassicListeners(balancers, known);
        this.instances = new ClassicInstances(place, sites, wellbeing, changed);
        this.attributes = new ClassicAttributes(place, changed);
        this.policies = new ClassicPolicies(place, changed);
        this.subnets = new ClassicSubnets(place, sites, balancers);
        this.tags = new ClassicTags(place);
    }

    /** Goes on with what a server that was killed had begun. */
    public void resume() {
        balancers.resume();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // holds nothing of its own
    }

    @Override
    public CreateLoadBalancerResponse createLoadBalancer(CreateLoadBalancerRequest request) {
        return balancers.create(request);
    }

    @Override
    public DescribeLoadBalancersResponse describeLoadBalancers(
            DescribeLoadBalancersRequest request) {
        return balancers.describe(request);
    }

    @Override
    public DeleteLoadBalancerResponse deleteLoadBalancer(DeleteLoadBalancerRequest request) {
        return balancers.delete(request);
    }

    @Override
    public CreateLoadBalancerListenersResponse createLoadBalancerListeners(
            CreateLoadBalancerListenersRequest request) {
        return listeners.create(request);
    }

    @Override
    public DeleteLoadBalancerListenersResponse deleteLoadBalancerListeners(
            DeleteLoadBalancerListenersRequest request) {
        return listeners.delete(request);
    }

    @Override
    public SetLoadBalancerListenerSslCertificateResponse setLoadBalancerListenerSSLCertificate(
            SetLoadBalancerListenerSslCertificateRequest request) {
        return listeners.setCertificate(request);
    }

    @Override
    public ConfigureHealthCheckResponse configureHealthCheck(ConfigureHealthCheckRequest request) {
        return balancers.configureHealthCheck(request);
    }

    @Override
    public ApplySecurityGroupsToLoadBalancerResponse applySecurityGroupsToLoadBalancer(
            ApplySecurityGroupsToLoadBalancerRequest request) {
        return balancers.applySecurityGroups(request);
    }

    @Override
    public RegisterInstancesWithLoadBalancerResponse registerInstancesWithLoadBalancer(
            RegisterInstancesWithLoadBalancerRequest request) {
        return instances.register(request);
    }

    @Override
    public DeregisterInstancesFromLoadBalancerResponse deregisterInstancesFromLoadBalancer(
            DeregisterInstancesFromLoadBalancerRequest request) {
        return instances.deregister(request);
    }

    @Override
    public DescribeInstanceHealthResponse describeInstanceHealth(
            DescribeInstanceHealthRequest request) {
        return instances.describe(request);
    }

    @Override
    public DescribeLoadBalancerAttributesResponse describeLoadBalancerAttributes(
            DescribeLoadBalancerAttributesRequest request) {
        return attributes.describe(request);
    }

    @Override
    public ModifyLoadBalancerAttributesResponse modifyLoadBalancerAttributes(
            ModifyLoadBalancerAttributesRequest request) {
        return attributes.modify(request);
    }

    @Override
    public CreateLbCookieStickinessPolicyResponse createLBCookieStickinessPolicy(
            CreateLbCookieStickinessPolicyRequest request) {
        return policies.createByBalancer(request);
    }

    @Override
    public CreateAppCookieStickinessPolicyResponse createAppCookieStickinessPolicy(
            CreateAppCookieStickinessPolicyRequest request) {
        return policies.createByApplication(request);
    }

    @Override
    public DeleteLoadBalancerPolicyResponse deleteLoadBalancerPolicy(
            DeleteLoadBalancerPolicyRequest request) {
        return policies.delete(request);
    }

    @Override
    public SetLoadBalancerPoliciesOfListenerResponse setLoadBalancerPoliciesOfListener(
            SetLoadBalancerPoliciesOfListenerRequest request) {
        return policies.setOfListener(request);
    }

    @Override
    public CreateLoadBalancerPolicyResponse createLoadBalancerPolicy(
            CreateLoadBalancerPolicyRequest request) {
        return policies.create(request);
    }

    @Override
    public DescribeLoadBalancerPoliciesResponse describeLoadBalancerPolicies(
            DescribeLoadBalancerPoliciesRequest request) {
        return policies.describe(request);
    }

    @Override
    public DescribeLoadBalancerPolicyTypesResponse describeLoadBalancerPolicyTypes(
            DescribeLoadBalancerPolicyTypesRequest request) {
        return ClassicPolicies.describeTypes(request);
    }

    @Override
    public SetLoadBalancerPoliciesForBackendServerResponse setLoadBalancerPoliciesForBackendServer(
            SetLoadBalancerPoliciesForBackendServerRequest request) {
        return policies.setForBackendServer(request);
    }

    @Override
    public AttachLoadBalancerToSubnetsResponse attachLoadBalancerToSubnets(
            AttachLoadBalancerToSubnetsRequest request) {
        return subnets.attach(request);
    }

    @Override
    public DetachLoadBalancerFromSubnetsResponse detachLoadBalancerFromSubnets(
            DetachLoadBalancerFromSubnetsRequest request) {
        return subnets.detach(request);
    }

    @Override
    public EnableAvailabilityZonesForLoadBalancerResponse enableAvailabilityZonesForLoadBalancer(
            EnableAvailabilityZonesForLoadBalancerRequest request) {
        return subnets.enable(request);
    }

    @Override
    public DisableAvailabilityZonesForLoadBalancerResponse disableAvailabilityZonesForLoadBalancer(
            DisableAvailabilityZonesForLoadBalancerRequest request) {
        return subnets.disable(request);
    }

    @Override
    public AddTagsResponse addTags(AddTagsRequest request) {
        return tags.add(request);
    }

    @Override
    public RemoveTagsResponse removeTags(RemoveTagsRequest request) {
        return tags.remove(request);
    }

    @Override
    public DescribeTagsResponse describeTags(DescribeTagsRequest request) {
        return tags.describe(request);
    }

    @Override
    public DescribeAccountLimitsResponse describeAccountLimits(
            DescribeAccountLimitsRequest request) {
        return ClassicBalancers.limits();
    }
}
