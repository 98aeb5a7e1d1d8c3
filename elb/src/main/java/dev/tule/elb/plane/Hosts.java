package dev.tule.elb.plane;

import dev.tule.elb.resource.Arn;
import java.util.Map;

/** Counts the targets that are well, and those that aren't. */
final class Hosts {
    private Hosts() {}

    static void count(LiveGroup group, Meter meter) {
        for (String balancer : group.plan().balancers()) {
            Map<String, String> dimensions =
                    !balancer.startsWith("arn:")
                            ? Map.of("LoadBalancerName", balancer)
                            : Map.of(
                                    "LoadBalancer",
                                    Arn.dimension(balancer),
                                    "TargetGroup",
                                    Arn.dimension(group.plan().id()));
            long open = group.targets().stream().filter(LiveTarget::isOpen).count();
            long healthy =
                    group.targets().stream()
                            .filter(target -> target.isOpen() && target.isHealthy())
                            .count();
            meter.add("HealthyHostCount", "Count", dimensions, (double) healthy);
            meter.add("UnHealthyHostCount", "Count", dimensions, (double) (open - healthy));
        }
    }
}
