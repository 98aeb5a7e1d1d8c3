package dev.tule.elb.resource;

/**
 * The ARNs of version 2, which tell where a thing belongs (Elastic Load Balancing API Reference,
 * "Resource types"): {@code loadbalancer/app/NAME/ID}, {@code listener/app/NAME/ID/ID}, {@code
 * listener-rule/app/NAME/ID/ID/ID}, {@code targetgroup/NAME/ID}.
 */
public final class Arn {
    private Arn() {}

    /** A new listener of a load balancer. */
    public static String listener(String loadBalancer, String id) {
        return loadBalancer.replace(":loadbalancer/", ":listener/") + "/" + id;
    }

    /** A new rule of a listener. */
    public static String rule(String listener, String id) {
        return listener.replace(":listener/", ":listener-rule/") + "/" + id;
    }

    /** The load balancer of a listener. */
    public static String loadBalancerOf(String listener) {
        return withoutLast(listener).replace(":listener/", ":loadbalancer/");
    }

    /** The listener of a rule. */
    public static String listenerOf(String rule) {
        return withoutLast(rule).replace(":listener-rule/", ":listener/");
    }

    /** What metrics call a load balancer or target group: the ARN's end. */
    public static String dimension(String arn) {
        String end = arn.substring(arn.lastIndexOf(':') + 1);
        return end.startsWith("loadbalancer/") ? end.substring("loadbalancer/".length()) : end;
    }

    private static String withoutLast(String arn) {
        int slash = arn.lastIndexOf('/');
        return slash < 0 ? arn : arn.substring(0, slash);
    }
}
