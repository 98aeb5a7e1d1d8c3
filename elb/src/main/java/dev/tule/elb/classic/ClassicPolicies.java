package dev.tule.elb.classic;

import dev.tule.elb.resource.Place;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancing.model.AppCookieStickinessPolicy;
import software.amazon.awssdk.services.elasticloadbalancing.model.BackendServerDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateAppCookieStickinessPolicyRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateAppCookieStickinessPolicyResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLbCookieStickinessPolicyRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLbCookieStickinessPolicyResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLoadBalancerPolicyRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLoadBalancerPolicyResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DeleteLoadBalancerPolicyRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DeleteLoadBalancerPolicyResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancerPoliciesRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancerPoliciesResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancerPolicyTypesRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeLoadBalancerPolicyTypesResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DuplicatePolicyNameException;
import software.amazon.awssdk.services.elasticloadbalancing.model.InvalidConfigurationRequestException;
import software.amazon.awssdk.services.elasticloadbalancing.model.LBCookieStickinessPolicy;
import software.amazon.awssdk.services.elasticloadbalancing.model.ListenerDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.ListenerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancing.model.LoadBalancerDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.Policies;
import software.amazon.awssdk.services.elasticloadbalancing.model.PolicyDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.PolicyNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancing.model.SetLoadBalancerPoliciesForBackendServerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.SetLoadBalancerPoliciesForBackendServerResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.SetLoadBalancerPoliciesOfListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.SetLoadBalancerPoliciesOfListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.TooManyPoliciesException;

/**
 * Policies of classic load balancers: by which clients keep to an instance, or instances are told
 * who the client is. Safe for use by many threads.
 */
public final class ClassicPolicies {
    private static final int MOST = 100;

    private final Place place;
    private final Runnable changed;

    ClassicPolicies(Place place, Runnable changed) {
        this.place = place;
        this.changed = changed;
    }

    private static Stream<String> names(Policies policies) {
        return Stream.concat(sticky(policies), policies.otherPolicies().stream());
    }

    private static Stream<String> sticky(Policies policies) {
        return Stream.concat(
                policies.lbCookieStickinessPolicies().stream()
                        .map(LBCookieStickinessPolicy::policyName),
                policies.appCookieStickinessPolicies().stream()
                        .map(AppCookieStickinessPolicy::policyName));
    }

    CreateLoadBalancerPolicyResponse create(CreateLoadBalancerPolicyRequest request) {
        PolicyTypes type = PolicyTypes.of(request.policyTypeName());
        String value = type.value(request);
        String balancer = request.loadBalancerName();
        String name = request.policyName();
        switch (type) {
            case BY_BALANCER ->
                    createByBalancer(
                            CreateLbCookieStickinessPolicyRequest.builder()
                                    .loadBalancerName(balancer)
                                    .policyName(name)
                                    .cookieExpirationPeriod(seconds(value))
                                    .build());
            case BY_APPLICATION ->
                    createByApplication(
                            CreateAppCookieStickinessPolicyRequest.builder()
                                    .loadBalancerName(balancer)
                                    .policyName(name)
                                    .cookieName(value)
                                    .build());
            case PROXY -> createProxy(balancer, name, value);
        }
        return CreateLoadBalancerPolicyResponse.builder().build();
    }

    private static @Nullable Long seconds(String value) {
        try {
            return value.isEmpty() ? null : Long.valueOf(value);
        } catch (NumberFormatException e) {
            throw ClassicListeners.invalid("CookieExpirationPeriod must be a number");
        }
    }

    private void createProxy(String balancer, String name, String value) {
        boolean on = value.equalsIgnoreCase("true");
        if (!on && !value.equalsIgnoreCase("false")) {
            throw ClassicListeners.invalid("ProxyProtocol must be true or false");
        }
        add(
                balancer,
                name,
                (known, policies) -> {
                    List<String> all = new ArrayList<>(known.otherPolicies());
                    all.add(name);
                    return policies.otherPolicies(all);
                },
                rows -> ClassicTables.putProxy(rows, balancer, name, on));
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
        add(balancer, name, how, _ -> {});
    }

    private void add(
            String balancer,
            String name,
            BiFunction<Policies, Policies.Builder, Policies.Builder> how,
            Consumer<Transaction> besides) {
        place.change(
                rows -> {
                    LoadBalancerDescription known = ClassicTables.get(rows, balancer);
                    if (names(known.policies()).anyMatch(name::equals)) {
                        throw DuplicatePolicyNameException.builder()
                                .message("Policy already exists")
                                .build();
                    }
                    if (names(known.policies()).count() >= MOST) {
                        throw TooManyPoliciesException.builder()
                                .message("The quota for policies has been exceeded")
                                .build();
                    }
                    Policies after =
                            how.apply(known.policies(), known.policies().toBuilder()).build();
                    ClassicTables.put(rows, known.toBuilder().policies(after).build());
                    besides.accept(rows);
                });
    }

    DeleteLoadBalancerPolicyResponse delete(DeleteLoadBalancerPolicyRequest request) {
        String name = request.policyName();
        place.change(
                rows -> {
                    LoadBalancerDescription known =
                            ClassicTables.get(rows, request.loadBalancerName());
                    if (isUsed(known, name)) {
                        throw InvalidConfigurationRequestException.builder()
                                .message(
                                        "The policy is enabled for a listener or an instances' port")
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
                                    .otherPolicies(
                                            known.policies().otherPolicies().stream()
                                                    .filter(each -> !each.equals(name))
                                                    .toList())
                                    .build();
                    ClassicTables.put(rows, known.toBuilder().policies(left).build());
                    ClassicTables.deleteProxy(rows, known.loadBalancerName(), name);
                });
        return DeleteLoadBalancerPolicyResponse.builder().build();
    }

    private static boolean isUsed(LoadBalancerDescription balancer, String policy) {
        return Stream.concat(
                        balancer.listenerDescriptions().stream()
                                .map(ListenerDescription::policyNames),
                        balancer.backendServerDescriptions().stream()
                                .map(BackendServerDescription::policyNames))
                .anyMatch(names -> names.contains(policy));
    }

    DescribeLoadBalancerPoliciesResponse describe(DescribeLoadBalancerPoliciesRequest request) {
        List<PolicyDescription> all =
                request.loadBalancerName() == null
                        ? List.of()
                        : place.read(
                                rows ->
                                        PolicyTypes.of(
                                                rows,
                                                ClassicTables.get(
                                                        rows, request.loadBalancerName())));
        List<String> asked = request.policyNames();
        List<PolicyDescription> found =
                all.stream()
                        .filter(each -> asked.isEmpty() || asked.contains(each.policyName()))
                        .toList();
        if (found.size() < asked.size()) {
            throw unknown();
        }
        return DescribeLoadBalancerPoliciesResponse.builder().policyDescriptions(found).build();
    }

    static DescribeLoadBalancerPolicyTypesResponse describeTypes(
            DescribeLoadBalancerPolicyTypesRequest request) {
        List<PolicyTypes> types =
                request.policyTypeNames().isEmpty()
                        ? List.of(PolicyTypes.values())
                        : request.policyTypeNames().stream().map(PolicyTypes::of).toList();
        return DescribeLoadBalancerPolicyTypesResponse.builder()
                .policyTypeDescriptions(types.stream().map(PolicyTypes::described).toList())
                .build();
    }

    private static PolicyNotFoundException unknown() {
        return PolicyNotFoundException.builder()
                .message("There is no policy with that name")
                .build();
    }

    SetLoadBalancerPoliciesForBackendServerResponse setForBackendServer(
            SetLoadBalancerPoliciesForBackendServerRequest request) {
        int port = request.instancePort();
        place.change(
                rows -> {
                    LoadBalancerDescription known =
                            ClassicTables.get(rows, request.loadBalancerName());
                    if (!known.policies().otherPolicies().containsAll(request.policyNames())) {
                        throw unknown();
                    }
                    if (known.listenerDescriptions().stream()
                            .noneMatch(each -> each.listener().instancePort() == port)) {
                        throw ClassicListeners.invalid("No listener leads to port " + port);
                    }
                    List<BackendServerDescription> left =
                            new ArrayList<>(known.backendServerDescriptions());
                    left.removeIf(each -> each.instancePort() == port);
                    if (!request.policyNames().isEmpty()) {
                        left.add(
                                BackendServerDescription.builder()
                                        .instancePort(port)
                                        .policyNames(request.policyNames())
                                        .build());
                    }
                    ClassicTables.put(
                            rows, known.toBuilder().backendServerDescriptions(left).build());
                });
        changed.run();
        return SetLoadBalancerPoliciesForBackendServerResponse.builder().build();
    }

    SetLoadBalancerPoliciesOfListenerResponse setOfListener(
            SetLoadBalancerPoliciesOfListenerRequest request) {
        place.change(
                rows -> {
                    LoadBalancerDescription known =
                            ClassicTables.get(rows, request.loadBalancerName());
                    List<String> there = sticky(known.policies()).toList();
                    if (!there.containsAll(request.policyNames())) {
                        throw unknown();
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
