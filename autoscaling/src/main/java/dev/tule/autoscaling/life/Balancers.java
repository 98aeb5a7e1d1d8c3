package dev.tule.autoscaling.life;

import java.util.Map;

/**
 * The load balancers in front of groups. Everything here may be done again without harm. Safe for
 * use by many threads.
 */
public interface Balancers {

    /**
     * Whom machines are registered with.
     *
     * @param classic whether it is a classic load balancer, by name; else a target group, by ARN
     */
    record Target(boolean classic, String name) {}

    /** How a balancer finds a machine that is registered with it. */
    enum Health {
        HEALTHY,
        UNHEALTHY,
        /** It is being taken out, and what is under way still ends. */
        DRAINING,
        /** Not known yet. */
        INITIAL
    }

    /** Whether there is such a target. A group that names another one is refused. */
    boolean exists(Target target);

    void register(Target target, String instance);

    void deregister(Target target, String instance);

    /** The health of the machines that are registered, by identifier. */
    Map<String, Health> health(Target target);
}
