package dev.tule.elb.classic;

import dev.tule.elb.balancer.Sites;
import dev.tule.elb.resource.Place;
import dev.tule.elb.target.TargetKey;
import dev.tule.elb.target.Wellbeing;
import dev.tule.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.elasticloadbalancing.model.ConnectionDraining;
import software.amazon.awssdk.services.elasticloadbalancing.model.DeregisterInstancesFromLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DeregisterInstancesFromLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeInstanceHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DescribeInstanceHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancing.model.InstanceState;
import software.amazon.awssdk.services.elasticloadbalancing.model.InvalidInstanceException;
import software.amazon.awssdk.services.elasticloadbalancing.model.LoadBalancerDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.RegisterInstancesWithLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.RegisterInstancesWithLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** Who is registered with classic load balancers. Safe for use by many threads. */
public final class ClassicInstances {
    /** AWS's usual quota. */
    static final int MOST = 1_000;

    private final Place place;
    private final Sites sites;
    private final Wellbeing wellbeing;
    private final Runnable changed;

    ClassicInstances(Place place, Sites sites, Wellbeing wellbeing, Runnable changed) {
        this.place = place;
        this.sites = sites;
        this.wellbeing = wellbeing;
        this.changed = changed;
    }

    RegisterInstancesWithLoadBalancerResponse register(
            RegisterInstancesWithLoadBalancerRequest request) {
        String name = request.loadBalancerName();
        List<String> ids = request.instances().stream().map(Instance::instanceId).toList();
        LoadBalancerDescription known = place.read(rows -> ClassicTables.get(rows, name));
        checkThere(ids, known);
        List<Instance> after =
                place.transact(
                        rows -> {
                            LoadBalancerDescription balancer = ClassicTables.get(rows, name);
                            List<Instance> all = new ArrayList<>(balancer.instances());
                            for (String id : ids) {
                                ClassicTables.forget(rows, name, id);
                                Instance instance = Instance.builder().instanceId(id).build();
                                if (!all.contains(instance)) {
                                    all.add(instance);
                                }
                            }
                            if (all.size() > MOST) {
                                throw invalid("A load balancer has at most 1000 instances.");
                            }
                            ClassicTables.put(rows, balancer.toBuilder().instances(all).build());
                            return all;
                        });
        changed.run();
        return RegisterInstancesWithLoadBalancerResponse.builder().instances(after).build();
    }

    private void checkThere(List<String> ids, LoadBalancerDescription balancer) {
        try {
            boolean here =
                    sites.ec2().describeInstances(r -> r.instanceIds(ids)).reservations().stream()
                            .flatMap(each -> each.instances().stream())
                            .allMatch(each -> balancer.vpcId().equals(each.vpcId()));
            if (!here) {
                throw invalid("EC2 instance is not in the same VPC as ELB.");
            }
        } catch (Ec2Exception unknown) {
            throw invalid("Could not find EC2 instance " + String.join(", ", ids) + ".");
        }
    }

    private static RuntimeException invalid(String message) {
        return InvalidInstanceException.builder().message(message).build();
    }

    DeregisterInstancesFromLoadBalancerResponse deregister(
            DeregisterInstancesFromLoadBalancerRequest request) {
        List<Instance> after =
                place.transact(
                        rows -> {
                            LoadBalancerDescription balancer =
                                    ClassicTables.get(rows, request.loadBalancerName());
                            List<Instance> left = new ArrayList<>(balancer.instances());
                            for (Instance each : request.instances()) {
                                if (!left.remove(each)) {
                                    throw invalid(
                                            "Could not find EC2 instance %s."
                                                    .formatted(each.instanceId()));
                                }
                                takeOut(rows, balancer.loadBalancerName(), each.instanceId());
                            }
                            ClassicTables.put(rows, balancer.toBuilder().instances(left).build());
                            return left;
                        });
        changed.run();
        return DeregisterInstancesFromLoadBalancerResponse.builder().instances(after).build();
    }

    private void takeOut(Transaction rows, String name, String instance) {
        ConnectionDraining draining = ClassicTables.attributes(rows, name).connectionDraining();
        if (Boolean.TRUE.equals(draining.enabled())) {
            ClassicTables.drain(rows, name, instance, place.now().plusSeconds(draining.timeout()));
        }
    }

    /** Takes instances out that have ended. */
    public static void drop(Transaction rows, Set<String> ended) {
        for (LoadBalancerDescription balancer : ClassicTables.balancers().all(rows)) {
            List<Instance> left =
                    balancer.instances().stream()
                            .filter(each -> !ended.contains(each.instanceId()))
                            .toList();
            if (left.size() < balancer.instances().size()) {
                ClassicTables.put(rows, balancer.toBuilder().instances(left).build());
            }
            ended.forEach(id -> ClassicTables.forget(rows, balancer.loadBalancerName(), id));
        }
    }

    DescribeInstanceHealthResponse describe(DescribeInstanceHealthRequest request) {
        String name = request.loadBalancerName();
        LoadBalancerDescription balancer = place.read(rows -> ClassicTables.get(rows, name));
        Map<String, Instant> draining = place.read(rows -> ClassicTables.draining(rows, name));
        List<InstanceState> states = new ArrayList<>();
        for (Instance asked : request.hasInstances() ? request.instances() : balancer.instances()) {
            if (!balancer.instances().contains(asked)
                    && !draining.containsKey(asked.instanceId())) {
                throw invalid("Could not find EC2 instance %s.".formatted(asked.instanceId()));
            }
            states.add(state(balancer, asked.instanceId()));
        }
        if (!request.hasInstances()) {
            draining.keySet().forEach(id -> states.add(state(balancer, id)));
        }
        return DescribeInstanceHealthResponse.builder().instanceStates(states).build();
    }

    private InstanceState state(LoadBalancerDescription balancer, String id) {
        Optional<TargetHealth> health =
                balancer.listenerDescriptions().stream()
                        .map(each -> each.listener())
                        .findFirst()
                        .flatMap(
                                listener ->
                                        wellbeing.of(
                                                ClassicPlans.group(
                                                        balancer.loadBalancerName(),
                                                        listener.instancePort(),
                                                        ClassicListeners.isSecureToInstances(
                                                                listener)),
                                                new TargetKey(id, listener.instancePort())));
        TargetHealthStateEnum state =
                health.map(TargetHealth::state).orElse(TargetHealthStateEnum.INITIAL);
        return switch (state) {
            case HEALTHY -> state(id, "InService", "N/A", "N/A");
            case UNHEALTHY ->
                    state(
                            id,
                            "OutOfService",
                            "Instance",
                            "Instance has failed at least the UnhealthyThreshold number of health checks consecutively.");
            case DRAINING ->
                    state(id, "InService", "N/A", "Instance deregistration currently in progress.");
            case UNUSED -> state(id, "OutOfService", "Instance", "Instance is in stopped state.");
            default ->
                    state(id, "OutOfService", "ELB", "Instance registration is still in progress.");
        };
    }

    private static InstanceState state(String id, String state, String reason, String description) {
        return InstanceState.builder()
                .instanceId(id)
                .state(state)
                .reasonCode(reason)
                .description(description)
                .build();
    }
}
