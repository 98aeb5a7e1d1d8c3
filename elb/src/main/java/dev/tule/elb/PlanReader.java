package dev.tule.elb;

import dev.tule.elb.balancer.Addresses;
import dev.tule.elb.balancer.BalancerAttributes;
import dev.tule.elb.balancer.Interfaces;
import dev.tule.elb.listener.Condition;
import dev.tule.elb.listener.ListenerAttributes;
import dev.tule.elb.listener.ListenerCertificates;
import dev.tule.elb.listener.Rules;
import dev.tule.elb.listener.SslPolicies;
import dev.tule.elb.plane.GroupPlan;
import dev.tule.elb.plane.GroupPlan.Sticking;
import dev.tule.elb.plane.ListenerPlan;
import dev.tule.elb.plane.ListenerPlan.Deed;
import dev.tule.elb.plane.StatusCodes;
import dev.tule.elb.resource.Tables;
import dev.tule.elb.target.GroupAttributes;
import dev.tule.elb.target.TargetKey;
import dev.tule.elb.target.Uses;
import dev.tule.http.Request;
import dev.tule.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupStickinessConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Makes plans for the data plane of the rows of version 2. */
final class PlanReader {
    private final Snapshot rows;
    private final Uses uses;

    PlanReader(Snapshot rows) {
        this.rows = rows;
        this.uses = Uses.read(rows);
    }

    // ---- Target groups.

    List<GroupPlan> groups() {
        return Tables.GROUPS.all(rows).stream().map(this::group).toList();
    }

    private GroupPlan group(TargetGroup group) {
        Map<String, String> attributes = GroupAttributes.of(rows, group);
        Map<TargetKey, Optional<Instant>> targets = new LinkedHashMap<>();
        for (TargetDescription each : Tables.TARGETS.all(rows, group.targetGroupArn())) {
            targets.put(
                    new TargetKey(each.id(), each.port()),
                    Tables.draining(rows, group.targetGroupArn(), each));
        }
        return new GroupPlan(
                group.targetGroupArn(),
                interfaces(uses.balancers(group.targetGroupArn())),
                group.targetType() == TargetTypeEnum.INSTANCE,
                group.protocol() == ProtocolEnum.HTTPS || group.protocol() == ProtocolEnum.TLS,
                check(group),
                sticking(attributes),
                seconds(attributes, "slow_start.duration_seconds"),
                "least_outstanding_requests"
                        .equals(attributes.get("load_balancing.algorithm.type")),
                new GroupPlan.Connections(
                        isOn(attributes, "proxy_protocol_v2.enabled")
                                ? GroupPlan.ProxyProtocol.BINARY
                                : GroupPlan.ProxyProtocol.NONE,
                        isOn(attributes, "deregistration_delay.connection_termination.enabled")),
                Set.copyOf(uses.balancers(group.targetGroupArn())),
                targets);
    }

    private List<String> interfaces(List<String> balancers) {
        return balancers.stream()
                .flatMap(each -> Interfaces.of(rows, each).values().stream())
                .toList();
    }

    private static GroupPlan.Check check(TargetGroup group) {
        boolean tls = group.healthCheckProtocol() == ProtocolEnum.HTTPS;
        boolean http = tls || group.healthCheckProtocol() == ProtocolEnum.HTTP;
        String port = group.healthCheckPort();
        return new GroupPlan.Check(
                group.healthCheckEnabled(),
                http,
                tls,
                port.equals("traffic-port") ? 0 : Integer.parseInt(port),
                http ? group.healthCheckPath() : "",
                StatusCodes.of(http ? group.matcher().httpCode() : "200"),
                Duration.ofSeconds(group.healthCheckIntervalSeconds()),
                Duration.ofSeconds(group.healthCheckTimeoutSeconds()),
                group.healthyThresholdCount(),
                group.unhealthyThresholdCount());
    }

    private static Sticking sticking(Map<String, String> attributes) {
        if (!"true".equals(attributes.get("stickiness.enabled"))) {
            return new Sticking.None();
        }
        return switch (attributes.getOrDefault("stickiness.type", "")) {
            case "lb_cookie" ->
                    new Sticking.ByBalancer(
                            "AWSALB", seconds(attributes, "stickiness.lb_cookie.duration_seconds"));
            case "app_cookie" ->
                    new Sticking.ByApplication(
                            "AWSALBAPP-0",
                            attributes.getOrDefault("stickiness.app_cookie.cookie_name", ""),
                            seconds(attributes, "stickiness.app_cookie.duration_seconds"));
            case "source_ip" -> new Sticking.BySource();
            default -> new Sticking.None();
        };
    }

    private static Duration seconds(Map<String, String> attributes, String key) {
        return Duration.ofSeconds(Long.parseLong(attributes.getOrDefault(key, "0")));
    }

    // ---- Listeners.

    List<ListenerPlan> listeners() {
        return Tables.LISTENERS.all(rows).stream()
                .flatMap(
                        listener ->
                                Tables.BALANCERS.find(rows, listener.loadBalancerArn()).stream()
                                        .map(balancer -> listener(balancer, listener)))
                .toList();
    }

    private ListenerPlan listener(LoadBalancer balancer, Listener listener) {
        Map<String, String> attributes = BalancerAttributes.of(rows, balancer);
        boolean application = balancer.type() == LoadBalancerTypeEnum.APPLICATION;
        Duration idle =
                application
                        ? seconds(attributes, "idle_timeout.timeout_seconds")
                        : Duration.ofSeconds(ListenerAttributes.idleSeconds(rows, listener));
        return new ListenerPlan(
                listener.listenerArn(),
                balancer.loadBalancerArn(),
                new ListenerPlan.Face(
                        Addresses.of(balancer),
                        listener.port(),
                        idle,
                        application,
                        listener.sslPolicy() == null
                                ? Set.of()
                                : SslPolicies.versions(listener.sslPolicy())),
                ListenerCertificates.of(rows, listener),
                new ListenerPlan.Settings(
                        idle,
                        attributes.getOrDefault(
                                "routing.http.xff_header_processing.mode", "append"),
                        isOn(attributes, "routing.http.xff_client_port.enabled"),
                        isOn(attributes, "routing.http.drop_invalid_header_fields.enabled"),
                        false),
                Rules.inOrder(rows, listener.listenerArn()).stream()
                        .map(PlanReader::rule)
                        .toList());
    }

    private static boolean isOn(Map<String, String> attributes, String key) {
        return "true".equals(attributes.get(key));
    }

    private static ListenerPlan.RulePlan rule(Rule rule) {
        List<Condition> conditions = rule.conditions().stream().map(Condition::of).toList();
        Predicate<Request> takes =
                request -> conditions.stream().allMatch(condition -> condition.holds(request));
        return new ListenerPlan.RulePlan(takes, deed(rule.actions().getFirst()));
    }

    private static Deed deed(Action action) {
        if (action.type() == ActionTypeEnum.REDIRECT) {
            return new Deed.Redirect(action.redirectConfig());
        }
        if (action.type() == ActionTypeEnum.FIXED_RESPONSE) {
            return new Deed.Fixed(action.fixedResponseConfig());
        }
        TargetGroupStickinessConfig sticky = action.forwardConfig().targetGroupStickinessConfig();
        return new Deed.Forward(
                action.forwardConfig().targetGroups().stream()
                        .map(
                                each ->
                                        new ListenerPlan.Weighted(
                                                each.targetGroupArn(), each.weight()))
                        .toList(),
                sticky == null || !Boolean.TRUE.equals(sticky.enabled())
                        ? Optional.empty()
                        : Optional.of(
                                Duration.ofSeconds(
                                        sticky.durationSeconds() == null
                                                ? 86_400
                                                : sticky.durationSeconds())));
    }
}
