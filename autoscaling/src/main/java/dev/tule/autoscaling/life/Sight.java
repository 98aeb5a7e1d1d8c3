package dev.tule.autoscaling.life;

import dev.tule.autoscaling.life.Balancers.Health;
import dev.tule.autoscaling.life.Scene.Ailment;
import dev.tule.autoscaling.life.Scene.Balance;
import dev.tule.autoscaling.life.Scene.Machine;
import dev.tule.autoscaling.life.Scene.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.autoscaling.model.LifecycleHook;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;

/** What EC2 and the load balancers say of a group's machines. For one thread. */
final class Sight {
    private static final int FILTER_VALUES = 200;

    /** Status checks are asked for no more often than that. */
    private static final Duration STATUS_PACE = Duration.ofSeconds(10);

    private final Ec2Client ec2;
    private final Balancers balancers;
    private Instant statusAsked = Instant.EPOCH;
    private Set<String> failing = Set.of();

    Sight(Ec2Client ec2, Balancers balancers) {
        this.ec2 = ec2;
        this.balancers = balancers;
    }

    Scene look(
            Group group,
            List<Member> members,
            List<Member> warm,
            List<LifecycleHook> hooks,
            List<Attachment> attachments,
            Instant now) {
        Map<String, Machine> machines = new HashMap<>();
        List<String> ids = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        for (Member member : Stream.concat(members.stream(), warm.stream()).toList()) {
            (member.instance().isEmpty() ? tokens : ids)
                    .add(member.instance().isEmpty() ? member.token() : member.instance());
        }
        machines("instance-id", ids)
                .forEach(each -> machines.put(each.instanceId(), machine(each)));
        machines("client-token", tokens)
                .forEach(each -> machines.put(each.clientToken(), machine(each)));
        Map<String, Ailment> impaired = new HashMap<>();
        failing(members, now).forEach(id -> impaired.put(id, Ailment.STATUS_CHECK));
        List<Balance> balances = new ArrayList<>();
        boolean asked = "ELB".equals(group.spec().healthCheckType());
        for (Attachment each : attachments) {
            Map<String, Health> health = balancers.health(each.target());
            balances.add(new Balance(each, health));
            if (asked && each.state() == Attachment.State.IN_SERVICE) {
                health.forEach(
                        (id, state) -> {
                            if (state == Health.UNHEALTHY) {
                                impaired.put(id, Ailment.LOAD_BALANCER);
                            }
                        });
            }
        }
        return new Scene(group, members, warm, hooks, machines, impaired, balances, now);
    }

    private List<Instance> machines(String filter, List<String> values) {
        List<Instance> found = new ArrayList<>();
        for (int i = 0; i < values.size(); i += FILTER_VALUES) {
            List<String> some = values.subList(i, Math.min(values.size(), i + FILTER_VALUES));
            Filter wanted = Filter.builder().name(filter).values(some).build();
            ec2
                    .describeInstancesPaginator(request -> request.filters(wanted))
                    .reservations()
                    .stream()
                    .flatMap(reservation -> reservation.instances().stream())
                    .forEach(found::add);
        }
        return found;
    }

    private static Machine machine(Instance instance) {
        State state =
                switch (instance.state().name()) {
                    case PENDING -> State.PENDING;
                    case RUNNING -> State.RUNNING;
                    case SHUTTING_DOWN -> State.ENDING;
                    case TERMINATED -> State.ENDED;
                    case STOPPED -> State.STOPPED;
                    default -> State.STOPPING;
                };
        return new Machine(
                instance.instanceId(),
                state,
                instance.placement() == null ? "" : instance.placement().availabilityZone(),
                instance.instanceTypeAsString());
    }

    /** Those that fail status checks. */
    private Set<String> failing(List<Member> members, Instant now) {
        boolean any = members.stream().anyMatch(member -> member.phase().serves());
        if (any && !now.isBefore(statusAsked.plus(STATUS_PACE))) {
            statusAsked = now;
            failing =
                    Stream.of("instance-status.status", "system-status.status")
                            .map(name -> Filter.builder().name(name).values("impaired").build())
                            .flatMap(
                                    impaired ->
                                            ec2
                                                    .describeInstanceStatusPaginator(
                                                            request -> request.filters(impaired))
                                                    .instanceStatuses()
                                                    .stream())
                            .map(InstanceStatus::instanceId)
                            .collect(Collectors.toSet());
        }
        return failing;
    }
}
