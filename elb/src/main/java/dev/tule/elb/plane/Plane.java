package dev.tule.elb.plane;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.elb.target.TargetKey;
import dev.tule.elb.target.Wellbeing;
import dev.tule.http.Network;
import dev.tule.http.TlsIdentity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthReasonEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * The load balancers of an account and region at work. It is compared with the whole plan after
 * each change: what is as planned is left alone. Safe for use by many threads.
 */
public final class Plane implements Wellbeing, AutoCloseable {
    private final Network network;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final LiveTarget.Surroundings around;
    private final Function<String, Optional<TlsIdentity>> certificates;
    private final Meter meter = new Meter();
    private final Map<String, LiveGroup> groups = new ConcurrentHashMap<>();
    private final Map<String, Door> doors = new ConcurrentHashMap<>();

    @GuardedBy("this")
    private boolean closed;

    Plane(
            Network network,
            InstantSource clock,
            RandomGenerator random,
            LiveTarget.Surroundings around,
            Function<String, Optional<TlsIdentity>> certificates) {
        this.network = network;
        this.clock = clock;
        this.random = random;
        this.around = around;
        this.certificates = certificates;
    }

    /** Makes what is planned. When it returns, it is in force. */
    public synchronized void follow(Plan plan) {
        if (closed) {
            return;
        }
        Set<String> wanted = new HashSet<>();
        for (GroupPlan group : plan.groups()) {
            wanted.add(group.id());
            LiveGroup known = groups.get(group.id());
            if (known == null) {
                groups.put(group.id(), new LiveGroup(around, random, group));
            } else {
                known.follow(group);
            }
        }
        followListeners(plan.listeners());
        for (String id : Set.copyOf(groups.keySet())) {
            if (!wanted.contains(id)) {
                LiveGroup gone = groups.remove(id);
                if (gone != null) {
                    gone.close();
                }
            }
        }
    }

    @GuardedBy("this")
    private void followListeners(List<ListenerPlan> plans) {
        Map<String, ListenerPlan> wanted = new ConcurrentHashMap<>();
        plans.forEach(plan -> wanted.put(plan.id(), plan));
        for (Map.Entry<String, Door> each : Map.copyOf(doors).entrySet()) {
            ListenerPlan plan = wanted.get(each.getKey());
            if (plan == null || !each.getValue().face().serves(plan.face())) {
                doors.remove(each.getKey());
                each.getValue().close();
            }
        }
        for (ListenerPlan plan : plans) {
            waitFor(plan);
            Door door = plan.face().http() ? httpDoor(plan) : tcpDoor(plan);
            doors.put(plan.id(), door);
            door.show(plan.certificates());
            door.open();
        }
    }

    private Door httpDoor(ListenerPlan plan) {
        HttpDoor door =
                doors.get(plan.id()) instanceof HttpDoor known
                        ? known
                        : new HttpDoor(network, plan.face(), certificates);
        door.answerBy(
                new Forwarder(
                        plan, groups::get, door.flows(), new Tally(meter, plan), clock, random));
        return door;
    }

    private Door tcpDoor(ListenerPlan plan) {
        if (doors.get(plan.id()) instanceof TcpDoor known) {
            known.carryBy(new Carrier(plan, groups::get, known.tally(), random));
            return known;
        }
        FlowTally tally = new FlowTally(meter, plan);
        Carrier carrier = new Carrier(plan, groups::get, tally, random);
        return new TcpDoor(plan.face(), certificates, tally, carrier);
    }

    /** A balancer's idle timeout holds towards its targets, too. */
    private void waitFor(ListenerPlan plan) {
        for (ListenerPlan.RulePlan rule : plan.rules()) {
            if (rule.deed() instanceof ListenerPlan.Deed.Forward forward) {
                for (ListenerPlan.Weighted each : forward.groups()) {
                    LiveGroup group = groups.get(each.group());
                    if (group != null) {
                        group.targets()
                                .forEach(target -> target.waitFor(plan.settings().idleTimeout()));
                    }
                }
            }
        }
    }

    /** Tries again to listen where a port could not be had. */
    public synchronized void openDoors() {
        if (!closed) {
            doors.values().forEach(Door::open);
        }
    }

    /** Has new connections be shown what certificates have become. */
    public synchronized void showAnew() {
        doors.values().forEach(Door::showAnew);
    }

    /** Where a listener listens, or why it doesn't; empty where it isn't known. */
    public Optional<Listening> listening(String listener) {
        return Optional.ofNullable(doors.get(listener))
                .map(door -> new Listening(door.isOpen(), door.says()));
    }

    /** Whether a listener's socket is open, and what is to be said of it. */
    public record Listening(boolean open, String says) {}

    /** A target that has ended what it had to end. */
    public record Drained(String group, TargetKey target) {}

    /** Targets that are being taken out and have nothing under way, or no time left. */
    public List<Drained> drained() {
        Instant now = clock.instant();
        return groups.values().stream()
                .flatMap(
                        group ->
                                group.targets().stream()
                                        .filter(target -> isDrained(target, now))
                                        .map(
                                                target ->
                                                        new Drained(
                                                                group.plan().id(), target.key())))
                .toList();
    }

    private static boolean isDrained(LiveTarget target, Instant now) {
        return target.drainingUntil()
                .filter(until -> target.inFlight() == 0 || !now.isBefore(until))
                .isPresent();
    }

    /** What was measured since the last time, the hosts' counts of this moment among it. */
    public List<MetricSink.Reading> readings() {
        groups.values().forEach(group -> Hosts.count(group, meter));
        for (Door door : doors.values()) {
            if (door instanceof TcpDoor tcp) {
                tcp.tally().report();
            }
        }
        return meter.take();
    }

    @Override
    public Optional<TargetHealth> of(String group, TargetKey target) {
        LiveGroup live = groups.get(group);
        return live == null
                ? Optional.empty()
                : live.find(target).map(found -> health(live.plan(), found));
    }

    private static TargetHealth health(GroupPlan plan, LiveTarget target) {
        if (target.drainingUntil().isPresent()) {
            return health(
                    TargetHealthStateEnum.DRAINING,
                    "Target.DeregistrationInProgress",
                    "Target deregistration is in progress");
        }
        if (plan.balancers().isEmpty()) {
            return health(
                    TargetHealthStateEnum.UNUSED,
                    "Target.NotInUse",
                    "Target group is not configured to receive traffic from the load balancer");
        }
        if (!target.isThere()) {
            return health(
                    TargetHealthStateEnum.UNUSED,
                    "Target.InvalidState",
                    "Target is in the stopped state");
        }
        if (!plan.check().enabled()) {
            return health(
                    TargetHealthStateEnum.UNAVAILABLE,
                    "Target.HealthCheckDisabled",
                    "Health checks are disabled for this target group");
        }
        HealthRecord.View view = target.health();
        return switch (view.state()) {
            case HEALTHY -> TargetHealth.builder().state(TargetHealthStateEnum.HEALTHY).build();
            case UNHEALTHY ->
                    health(
                            TargetHealthStateEnum.UNHEALTHY,
                            view.last().reason(),
                            view.last().description());
            case INITIAL ->
                    health(
                            TargetHealthStateEnum.INITIAL,
                            "Elb.InitialHealthChecking",
                            "Initial health checks in progress");
        };
    }

    private static TargetHealth health(
            TargetHealthStateEnum state, String reason, String description) {
        return TargetHealth.builder()
                .state(state)
                .reason(TargetHealthReasonEnum.fromValue(reason))
                .description(description)
                .build();
    }

    @Override
    public synchronized void close() {
        closed = true;
        doors.values().forEach(Door::close);
        groups.values().forEach(LiveGroup::close);
    }
}
