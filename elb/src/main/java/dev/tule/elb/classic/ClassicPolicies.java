package dev.tule.elb.classic;

import dev.tule.elb.resource.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancing.model.AppCookieStickinessPolicy;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateAppCookieStickinessPolicyRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateAppCookieStickinessPolicyResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLbCookieStickinessPolicyRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLbCookieStickinessPolicyResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DeleteLoadBalancerPolicyRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DeleteLoadBalancerPolicyResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DuplicatePolicyNameException;
import software.amazon.awssdk.services.elasticloadbalancing.model.InvalidConfigurationRequestException;
import software.amazon.awssdk.services.elasticloadbalancing.model.LBCookieStickinessPolicy;
import software.amazon.awssdk.services.elasticloadbalancing.model.ListenerDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.ListenerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancing.model.LoadBalancerDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.Policies;
import software.amazon.awssdk.services.elasticloadbalancing.model.PolicyNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancing.model.SetLoadBalancerPoliciesOfListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.SetLoadBalancerPoliciesOfListenerResponse;

/** Policies by which clients of classic load balancers keep to an instance. */
public final class ClassicPolicies {
    private final Place place;
    private final Runnable changed;

    ClassicPolicies(Place place, Runnable changed) {
        this.place = place;
        this.changed = changed;
    }

    private static Stream<String> names(Policies policies) {
        return Stream.concat(
                policies.lbCookieStickinessPolicies().stream()
                        .map(LBCookieStickinessPolicy::policyName),
                policies.appCookieStickinessPolicies().stream()
                        .map(AppCookieStickinessPolicy::policyName));
    }

    CreateLbCookieStickinessPolicyResponse createByBalancer(
            CreateLbCookieStickinessPolicyRequest request) {
        LBCookieStickinessPolicy made =
                LBCookieStickinessPolicy.builder()
                        .policyName(request.policyName())
                        .cookieExpirationPeriod(request.cookieExpirationPeriod())
                        .build();
        add(
                request.loadBalancerName(),
                request.policyName(),
                (known, policies) -> {
                    List<LBCookieStickinessPolicy> all =
                            new ArrayList<>(known.lbCookieStickinessPolicies());
                    all.add(made);
                    return policies.lbCookieStickinessPolicies(all);
                });
        return CreateLbCookieStickinessPolicyResponse.builder().build();
    }

    CreateAppCookieStickinessPolicyResponse createByApplication(
            CreateAppCookieStickinessPolicyRequest request) {
        AppCookieStickinessPolicy made =
                AppCookieStickinessPolicy.builder()
                        .policyName(request.policyName())
                        .cookieName(request.cookieName())
                        .build();
        add(
                request.loadBalancerName(),
                request.policyName(),
                (known, policies) -> {
                    List<AppCookieStickinessPolicy> all =
                            new ArrayList<>(known.appCookieStickinessPolicies());
                    all.add(made);
                    return policies.appCookieStickinessPolicies(all);
                });
        return CreateAppCookieStickinessPolicyResponse.builder().build();
    }

    private void add(
            String balancer,
            String name,
            BiFunction<Policies, Policies.Builder, Policies.Builder> how) {
        place.change(
                rows -> {
                    LoadBalancerDescription known = ClassicTables.get(rows, balancer);
                    if (names(known.policies()).anyMatch(name::equals)) {
                        throw DuplicatePolicyNameException.builder()
                                .message("Policy already exists")
                                .build();
                    }
                    Policies after =
                            how.apply(known.policies(), known.policies().toBuilder()).build();
                    ClassicTables.put(rows, known.toBuilder().policies(after).build());
                });
    }

    DeleteLoadBalancerPolicyResponse delete(DeleteLoadBalancerPolicyRequest request) {
        String name = request.policyName();
        place.change(
                rows -> {
                    LoadBalancerDescription known =
                            ClassicTables.get(rows, request.loadBalancerName());
                    if (known.listenerDescriptions().stream()
                            .anyMatch(each -> each.policyNames().contains(name))) {
                        throw InvalidConfigurationRequestException.builder()
                                .message("The policy is enabled for a listener")
                                .build();
                    }
                    Policies left =
                            known.policies().toBuilder()
                                    .lbCookieStickinessPolicies(
                                            known.policies().lbCookieStickinessPolicies().stream()
                                                    .filter(each -> !each.policyName().equals(name))
                                                    .toList())
                                    .appCookieStickinessPolicies(
                                            known.policies().appCookieStickinessPolicies().stream()
                                                    .filter(each -> !each.policyName().equals(name))
                                                    .toList())
                                    .build();
                    ClassicTables.put(rows, known.toBuilder().policies(left).build());
                });
        return DeleteLoadBalancerPolicyResponse.builder().build();
    }

    SetLoadBalancerPoliciesOfListenerResponse setOfListener(
            SetLoadBalancerPoliciesOfListenerRequest request) {
        place.change(
                rows -> {
                    LoadBalancerDescription known =
                            ClassicTables.get(rows, request.loadBalancerName());
                    List<String> there = names(known.policies()).toList();
                    if (!there.containsAll(request.policyNames())) {
                        throw PolicyNotFoundException.builder()
                                .message("There is no policy with that name")
                                .build();
                    }
                    List<ListenerDescription> listeners =
                            new ArrayList<>(known.listenerDescriptions());
                    if (listeners.stream().noneMatch(each -> isAt(each, request))) {
                        throw ListenerNotFoundException.builder()
                                .message("There is no listener at that port")
                                .build();
                    }
                    listeners.replaceAll(
                            each ->
                                    isAt(each, request)
                                            ? each.toBuilder()
                                                    .policyNames(request.policyNames())
                                                    .build()
                                            : each);
                    ClassicTables.put(
                            rows, known.toBuilder().listenerDescriptions(listeners).build());
                });
        changed.run();
        return SetLoadBalancerPoliciesOfListenerResponse.builder().build();
    }

    private static boolean isAt(
            ListenerDescription listener, SetLoadBalancerPoliciesOfListenerRequest request) {
        return listener.listener().loadBalancerPort().equals(request.loadBalancerPort());
    }
}
