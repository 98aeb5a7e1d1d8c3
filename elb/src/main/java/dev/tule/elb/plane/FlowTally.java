package dev.tule.elb.plane;

import dev.tule.elb.resource.Arn;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts one listener's connections, by AWS's names. Safe for use by many threads. */
final class FlowTally {
    private final Meter meter;
    private final boolean classic;
    private final Map<String, String> balancer;
    private final LongAdder bytes = new LongAdder();
    private volatile int active;

    FlowTally(Meter meter, ListenerPlan plan) {
        this.meter = meter;
        this.classic = plan.settings().classic();
        this.balancer =
                classic
                        ? Map.of("LoadBalancerName", plan.balancer())
                        : Map.of("LoadBalancer", Arn.dimension(plan.balancer()));
    }

    void begun() {
        meter.count(classic ? "RequestCount" : "NewFlowCount", balancer);
    }

    void noConnection() {
        meter.count(classic ? "BackendConnectionErrors" : "TCP_ELB_Reset_Count", balancer);
    }

    void bytes(int count) {
        bytes.add(count);
    }

    /** How many there are at the moment. */
    void active(int count) {
        active = count;
    }

    /** Hands on what has been counted since the last time. */
    void report() {
        long moved = bytes.sumThenReset();
        if (moved > 0) {
            meter.add(
                    classic ? "EstimatedProcessedBytes" : "ProcessedBytes",
                    "Bytes",
                    balancer,
                    (double) moved);
        }
        if (!classic) {
            meter.add("ActiveFlowCount", "Count", balancer, active);
        }
    }
}
