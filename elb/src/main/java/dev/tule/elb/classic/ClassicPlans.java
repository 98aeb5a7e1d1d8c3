package dev.tule.elb.classic;

import dev.tule.elb.balancer.Interfaces;
import dev.tule.elb.plane.GroupPlan;
import dev.tule.elb.plane.GroupPlan.Sticking;
import dev.tule.elb.plane.ListenerPlan;
import dev.tule.elb.plane.StatusCodes;
import dev.tule.elb.target.TargetKey;
import dev.tule.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancing.model.AppCookieStickinessPolicy;
import software.amazon.awssdk.services.elasticloadbalancing.model.HealthCheck;
import software.amazon.awssdk.services.elasticloadbalancing.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancing.model.LBCookieStickinessPolicy;
import software.amazon.awssdk.services.elasticloadbalancing.model.ListenerDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.LoadBalancerDescription;

/** Makes plans for the data plane of the rows of classic load balancers: a group a listener. */
public final class ClassicPlans {
    private static final String COOKIE = "AWSELB";

    /** What AWS's policies for classic balancers leave, of which the usual one has no TLS 1.3. */
    private static final Set<String> TLS = Set.of("TLSv1.2");

    private final Snapshot rows;

    public ClassicPlans(Snapshot rows) {
        this.rows = rows;
    }

    /** What stands for a balancer's instances at one of their ports, over TLS or not. */
    public static String group(String name, int port, boolean tls) {
        return ClassicTables.hook(name) + "/" + port + (tls ? "-tls" : "");
    }

    /** The balancer that a group stands for; empty where it is none of these. */
    public static Optional<String> balancerOf(String group) {
        return group.startsWith("classic/")
                ? Optional.of(group.substring("classic/".length(), group.lastIndexOf('/')))
                : Optional.empty();
    }

    /** All instances that are registered. */
    public Set<String> instances() {
        Set<String> all = new java.util.HashSet<>();
        for (LoadBalancerDescription balancer : ClassicTables.balancers().all(rows)) {
            balancer.instances().forEach(each -> all.add(each.instanceId()));
            all.addAll(ClassicTables.draining(rows, balancer.loadBalancerName()).keySet());
        }
        return all;
    }

    /** The names of the balancers that show a certificate. */
    public Stream<String> showing(String certificate) {
        return ClassicTables.balancers().all(rows).stream()
                .filter(
                        balancer ->
                                balancer.listenerDescriptions().stream()
                                        .anyMatch(
                                                each ->
                                                        certificate.equals(
                                                                each.listener()
                                                                        .sslCertificateId())))
                .map(LoadBalancerDescription::loadBalancerName);
    }

    public List<GroupPlan> groups() {
        Map<String, GroupPlan> groups = new LinkedHashMap<>();
        for (LoadBalancerDescription balancer : ClassicTables.balancers().all(rows)) {
            for (ListenerDescription listener : balancer.listenerDescriptions()) {
                GroupPlan made = group(balancer, listener);
                groups.putIfAbsent(made.id(), made);
            }
        }
        return List.copyOf(groups.values());
    }

    private GroupPlan group(LoadBalancerDescription balancer, ListenerDescription listener) {
        String name = balancer.loadBalancerName();
        int port = listener.listener().instancePort();
        boolean tls = ClassicListeners.isSecureToInstances(listener.listener());
        Map<TargetKey, Optional<Instant>> targets = new LinkedHashMap<>();
        for (Instance each : balancer.instances()) {
            targets.put(new TargetKey(each.instanceId(), port), Optional.empty());
        }
        ClassicTables.draining(rows, name)
                .forEach((id, until) -> targets.put(new TargetKey(id, port), Optional.of(until)));
        return new GroupPlan(
                group(name, port, tls),
                List.copyOf(Interfaces.of(rows, ClassicTables.hook(name)).values()),
                true,
                tls,
                check(balancer.healthCheck()),
                sticking(balancer, listener),
                Duration.ZERO,
                true,
                new GroupPlan.Connections(
                        ClassicTables.isProxied(rows, balancer, port)
                                ? GroupPlan.ProxyProtocol.TEXT
                                : GroupPlan.ProxyProtocol.NONE,
                        true),
                Set.of(name),
                targets);
    }

    private static GroupPlan.Check check(HealthCheck row) {
        int colon = row.target().indexOf(':');
        int slash = row.target().indexOf('/');
        String protocol = row.target().substring(0, colon);
        boolean http = protocol.startsWith("HTTP");
        return new GroupPlan.Check(
                true,
                http,
                protocol.equals("HTTPS") || protocol.equals("SSL"),
                Integer.parseInt(
                        row.target().substring(colon + 1, http ? slash : row.target().length())),
                http ? row.target().substring(slash) : "",
                StatusCodes.of("200"),
                Duration.ofSeconds(row.interval()),
                Duration.ofSeconds(row.timeout()),
                row.healthyThreshold(),
                row.unhealthyThreshold());
    }

    private static Sticking sticking(
            LoadBalancerDescription balancer, ListenerDescription listener) {
        for (LBCookieStickinessPolicy policy : balancer.policies().lbCookieStickinessPolicies()) {
            if (listener.policyNames().contains(policy.policyName())) {
                Long seconds = policy.cookieExpirationPeriod();
                return new Sticking.ByBalancer(
                        COOKIE, Duration.ofSeconds(seconds == null ? 0 : seconds));
            }
        }
        for (AppCookieStickinessPolicy policy : balancer.policies().appCookieStickinessPolicies()) {
            if (listener.policyNames().contains(policy.policyName())) {
                return new Sticking.ByApplication(COOKIE, policy.cookieName(), Duration.ZERO);
            }
        }
        return new Sticking.None();
    }

    public List<ListenerPlan> listeners() {
        List<ListenerPlan> plans = new ArrayList<>();
        for (LoadBalancerDescription balancer : ClassicTables.balancers().all(rows)) {
            for (ListenerDescription each : balancer.listenerDescriptions()) {
                plans.add(listener(balancer, each));
            }
        }
        return plans;
    }

    private ListenerPlan listener(LoadBalancerDescription balancer, ListenerDescription row) {
        String name = balancer.loadBalancerName();
        int port = row.listener().loadBalancerPort();
        boolean tls = ClassicListeners.isSecureToInstances(row.listener());
        Duration idle =
                Duration.ofSeconds(
                        ClassicTables.attributes(rows, name).connectionSettings().idleTimeout());
        ListenerPlan.Deed all =
                new ListenerPlan.Deed.Forward(
                        List.of(
                                new ListenerPlan.Weighted(
                                        group(name, row.listener().instancePort(), tls), 1)),
                        Optional.empty());
        return new ListenerPlan(
                ClassicTables.hook(name) + ":" + port,
                name,
                new ListenerPlan.Face(
                        ClassicTables.address(rows, name),
                        port,
                        idle,
                        ClassicListeners.isHttp(row.listener()),
                        ClassicListeners.isSecure(row.listener()) ? TLS : Set.of()),
                ClassicListeners.isSecure(row.listener())
                        ? List.of(row.listener().sslCertificateId())
                        : List.of(),
                new ListenerPlan.Settings(idle, "append", false, false, true),
                List.of(new ListenerPlan.RulePlan(_ -> true, all)));
    }
}
