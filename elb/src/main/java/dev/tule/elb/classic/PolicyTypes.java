package dev.tule.elb.classic;

import dev.tule.elb.resource.Faults;
import dev.tule.store.Snapshot;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancing.model.AppCookieStickinessPolicy;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLoadBalancerPolicyRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.LBCookieStickinessPolicy;
import software.amazon.awssdk.services.elasticloadbalancing.model.LoadBalancerDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.PolicyAttribute;
import software.amazon.awssdk.services.elasticloadbalancing.model.PolicyAttributeDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.PolicyAttributeTypeDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.PolicyDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.PolicyTypeDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.PolicyTypeNotFoundException;

/**
 * The kinds of policies of classic load balancers, each with its one attribute (API Reference,
 * DescribeLoadBalancerPolicyTypes).
 */
enum PolicyTypes {
    /** Clients keep to an instance by a cookie of the balancer's. */
    BY_BALANCER(
            "LBCookieStickinessPolicyType",
            "CookieExpirationPeriod",
            "Long",
            "ZERO_OR_ONE",
            "Clients keep to an instance by a cookie of the load balancer's own. For listeners of HTTP and HTTPS."),
    /** Clients keep to an instance as long as a cookie of its application lives. */
    BY_APPLICATION(
            "AppCookieStickinessPolicyType",
            "CookieName",
            "String",
            "ONE",
            "Clients keep to an instance by a cookie of its application. For listeners of HTTP and HTTPS."),
    /** Instances are told who the client is. */
    PROXY(
            "ProxyProtocolPolicyType",
            "ProxyProtocol",
            "Boolean",
            "ONE",
            "Instances are told first who the client is. For instances' ports behind listeners of TCP and SSL.");

    /** AWS's others, which would be without effect here. */
    private static final List<String> ELSEWHERE =
            List.of(
                    "SSLNegotiationPolicyType",
                    "BackendServerAuthenticationPolicyType",
                    "PublicKeyPolicyType");

    private final String type;
    private final String attribute;
    private final String of;
    private final String cardinality;
    private final String description;

    PolicyTypes(String type, String attribute, String of, String cardinality, String description) {
        this.type = type;
        this.attribute = attribute;
        this.of = of;
        this.cardinality = cardinality;
        this.description = description;
    }

    static PolicyTypes of(String name) {
        for (PolicyTypes each : values()) {
            if (each.type.equals(name)) {
                return each;
            }
        }
        if (ELSEWHERE.contains(name)) {
            throw Faults.notImplemented(name);
        }
        throw PolicyTypeNotFoundException.builder()
                .message("Policy type " + name + " not found")
                .build();
    }

    /** The value of its attribute in a request; empty where that may be left out, and is. */
    String value(CreateLoadBalancerPolicyRequest request) {
        for (PolicyAttribute each : request.policyAttributes()) {
            if (!attribute.equals(each.attributeName())) {
                throw ClassicListeners.invalid(
                        "Policy attribute %s is not one of %s"
                                .formatted(each.attributeName(), type));
            }
        }
        if (request.policyAttributes().size() > 1
                || (request.policyAttributes().isEmpty() && cardinality.equals("ONE"))) {
            throw ClassicListeners.invalid(
                    "Policy attribute %s must be given once".formatted(attribute));
        }
        return request.policyAttributes().isEmpty()
                ? ""
                : request.policyAttributes().getFirst().attributeValue();
    }

    PolicyTypeDescription described() {
        return PolicyTypeDescription.builder()
                .policyTypeName(type)
                .description(description)
                .policyAttributeTypeDescriptions(
                        PolicyAttributeTypeDescription.builder()
                                .attributeName(attribute)
                                .attributeType(of)
                                .cardinality(cardinality)
                                .build())
                .build();
    }

    private PolicyDescription named(String name, String value) {
        return PolicyDescription.builder()
                .policyName(name)
                .policyTypeName(type)
                .policyAttributeDescriptions(
                        PolicyAttributeDescription.builder()
                                .attributeName(attribute)
                                .attributeValue(value)
                                .build())
                .build();
    }

    /** All policies of a balancer. */
    static List<PolicyDescription> of(Snapshot rows, LoadBalancerDescription balancer) {
        List<PolicyDescription> all = new ArrayList<>();
        for (LBCookieStickinessPolicy each : balancer.policies().lbCookieStickinessPolicies()) {
            Long period = each.cookieExpirationPeriod();
            all.add(
                    BY_BALANCER.named(
                            each.policyName(), period == null ? "" : Long.toString(period)));
        }
        for (AppCookieStickinessPolicy each : balancer.policies().appCookieStickinessPolicies()) {
            all.add(BY_APPLICATION.named(each.policyName(), each.cookieName()));
        }
        for (String each : balancer.policies().otherPolicies()) {
            boolean on = ClassicTables.proxy(rows, balancer.loadBalancerName(), each).orElse(false);
            all.add(PROXY.named(each, Boolean.toString(on)));
        }
        return all;
    }
}
