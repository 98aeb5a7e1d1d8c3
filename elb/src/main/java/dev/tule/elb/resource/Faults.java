package dev.tule.elb.resource;

import dev.tule.aws.AwsFault;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.OperationNotPermittedException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ResourceInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;

/** Refusals of Elastic Load Balancing (API Reference, "Common Errors" and each action's). */
public final class Faults {
    private Faults() {}

    public static AwsFault invalid(String message) {
        return AwsFault.of("ValidationError", 400, message);
    }

    public static RuntimeException noLoadBalancer() {
        return LoadBalancerNotFoundException.builder()
                .message("One or more load balancers not found")
                .build();
    }

    public static RuntimeException noListener() {
        return ListenerNotFoundException.builder()
                .message("One or more listeners not found")
                .build();
    }

    public static RuntimeException noRule() {
        return RuleNotFoundException.builder().message("One or more rules not found").build();
    }

    public static RuntimeException noTargetGroup() {
        return TargetGroupNotFoundException.builder()
                .message("One or more target groups not found")
                .build();
    }

    public static RuntimeException inUse(String message) {
        return ResourceInUseException.builder().message(message).build();
    }

    public static RuntimeException notPermitted(String message) {
        return OperationNotPermittedException.builder().message(message).build();
    }

    /** Refused, because a setting without effect is found out too late. */
    public static AwsFault notImplemented(String what) {
        return AwsFault.of("NotImplemented", 501, what + " is not implemented by this server.");
    }
}
