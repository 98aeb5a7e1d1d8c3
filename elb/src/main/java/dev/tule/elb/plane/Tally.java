package dev.tule.elb.plane;

import dev.tule.elb.resource.Arn;
import java.util.Map;

/** Counts what becomes of one listener's requests, by AWS's names. Safe for use by many threads. */
final class Tally {
    private final Meter meter;
    private final boolean classic;
    private final String answers;
    private final Map<String, String> balancer;

    Tally(Meter meter, ListenerPlan plan) {
        this.meter = meter;
        this.classic = plan.settings().classic();
        this.answers = classic ? "HTTPCode_Backend_" : "HTTPCode_Target_";
        this.balancer =
                classic
                        ? Map.of("LoadBalancerName", plan.balancer())
                        : Map.of("LoadBalancer", Arn.dimension(plan.balancer()));
    }

    void request() {
        meter.count("RequestCount", balancer);
    }

    /** A target has answered. */
    void answered(String group, int status, long nanos) {
        double seconds = nanos / 1e9;
        meter.add(classic ? "Latency" : "TargetResponseTime", "Seconds", balancer, seconds);
        meter.count(answers + status / 100 + "XX", balancer);
        if (!classic) {
            meter.count("RequestCountPerTarget", Map.of("TargetGroup", Arn.dimension(group)));
        }
    }

    /** The balancer itself has answered. */
    void own(int status) {
        if (status >= 300) {
            meter.count(
                    "HTTPCode_ELB_%dXX%s".formatted(status / 100, classic ? "" : "_Count"),
                    balancer);
        }
        if (!classic && status >= 500) {
            meter.count("HTTPCode_ELB_%d_Count".formatted(status), balancer);
        }
    }

    void noConnection() {
        meter.count(classic ? "BackendConnectionErrors" : "TargetConnectionErrorCount", balancer);
    }
}
