package dev.tule.elb;

import dev.tule.elb.balancer.LoadBalancers;
import dev.tule.elb.listener.Listeners;
import dev.tule.elb.listener.Rules;
import dev.tule.elb.target.TargetGroups;
import dev.tule.elb.target.Targets;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeAccountLimitsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Limit;

/** How many of each thing there may be: AWS's usual quotas, those that are held to here. */
final class AccountLimits {
    private AccountLimits() {}

    static DescribeAccountLimitsResponse all() {
        return DescribeAccountLimitsResponse.builder()
                .limits(
                        limit("application-load-balancers", LoadBalancers.MOST),
                        limit("network-load-balancers", LoadBalancers.MOST),
                        limit("listeners-per-application-load-balancer", Listeners.MOST),
                        limit("listeners-per-network-load-balancer", Listeners.MOST),
                        limit("rules-per-application-load-balancer", Rules.MOST),
                        limit("target-groups", TargetGroups.MOST),
                        limit("targets-per-application-load-balancer", Targets.MOST))
                .build();
    }

    private static Limit limit(String name, int most) {
        return Limit.builder().name(name).max(Integer.toString(most)).build();
    }
}
