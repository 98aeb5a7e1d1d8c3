package dev.tule.server.cloud;

import dev.tule.autoscaling.life.Balancers;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.elasticloadbalancing.ElasticLoadBalancingClient;
import software.amazon.awssdk.services.elasticloadbalancing.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancing.model.InstanceState;
import software.amazon.awssdk.services.elasticloadbalancing.model.InvalidInstanceException;
import software.amazon.awssdk.services.elasticloadbalancing.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * The load balancers of an account and region, as Auto Scaling's groups have them before their
 * machines. Safe for use by many threads.
 */
record GroupBalancers(ElasticLoadBalancingClient classic, ElasticLoadBalancingV2Client v2)
        implements Balancers {

    @Override
    public boolean exists(Target target) {
        try {
            if (target.classic()) {
                classic.describeLoadBalancers(r -> r.loadBalancerNames(target.name()));
            } else {
                v2.describeTargetGroups(r -> r.targetGroupArns(target.name()));
            }
            return true;
        } catch (LoadBalancerNotFoundException | TargetGroupNotFoundException absent) {
            return false;
        }
    }

    @Override
    public void register(Target target, String instance) {
        if (target.classic()) {
            classic.registerInstancesWithLoadBalancer(
                    r -> r.loadBalancerName(target.name()).instances(instance(instance)));
        } else {
            v2.registerTargets(r -> r.targetGroupArn(target.name()).targets(target(instance)));
        }
    }

    @Override
    public void deregister(Target target, String instance) {
        try {
            if (target.classic()) {
                classic.deregisterInstancesFromLoadBalancer(
                        r -> r.loadBalancerName(target.name()).instances(instance(instance)));
            } else {
                v2.deregisterTargets(
                        r -> r.targetGroupArn(target.name()).targets(target(instance)));
            }
        } catch (LoadBalancerNotFoundException
                | TargetGroupNotFoundException
                | InvalidInstanceException gone) {
            // It is as wished.
        }
    }

    private static Instance instance(String id) {
        return Instance.builder().instanceId(id).build();
    }

    private static TargetDescription target(String instance) {
        return TargetDescription.builder().id(instance).build();
    }

    @Override
    public Map<String, Health> health(Target target) {
        Map<String, Health> all = new HashMap<>();
        try {
            if (target.classic()) {
                classic.describeInstanceHealth(r -> r.loadBalancerName(target.name()))
                        .instanceStates()
                        .forEach(each -> all.put(each.instanceId(), of(each)));
            } else {
                v2.describeTargetHealth(r -> r.targetGroupArn(target.name()))
                        .targetHealthDescriptions()
                        .forEach(each -> all.merge(each.target().id(), of(each), this::worse));
            }
        } catch (LoadBalancerNotFoundException | TargetGroupNotFoundException gone) {
            return Map.of();
        }
        return all;
    }

    /** A machine may be registered at several ports. */
    private Health worse(Health one, Health other) {
        return one == Health.HEALTHY ? other : one;
    }

    private static Health of(TargetHealthDescription target) {
        TargetHealthStateEnum state = target.targetHealth().state();
        return switch (state) {
            case HEALTHY -> Health.HEALTHY;
            case UNHEALTHY -> Health.UNHEALTHY;
            case DRAINING, UNHEALTHY_DRAINING -> Health.DRAINING;
            case INITIAL, UNUSED, UNAVAILABLE, UNKNOWN_TO_SDK_VERSION -> Health.INITIAL;
        };
    }

    private static Health of(InstanceState state) {
        if (state.state().equals("InService")) {
            return Health.HEALTHY;
        }
        if (state.description().contains("deregistration")) {
            return Health.DRAINING;
        }
        return state.reasonCode().equals("ELB") ? Health.INITIAL : Health.UNHEALTHY;
    }
}
