package dev.tule.vnet.filter;

import java.util.List;

/**
 * A set of allow rules that network interfaces carry. Its rules may be changed at any time, and the
 * change is in force when the call returns: for new connections, and for those that AWS does not
 * track. Safe for use by many threads.
 */
public final class SecurityGroup {
    /** Most rules in each direction: the most that AWS's quota can be raised to. */
    public static final int MOST_RULES = 1_000;

    private final String id;
    private final Epoch epoch;
    private volatile Rules rules = new Rules(List.of(), List.of());

    private record Rules(List<SecurityGroupRule> ingress, List<SecurityGroupRule> egress) {}

    /** Made by a VPC; without rules, which allows nothing. */
    public SecurityGroup(String id, Epoch epoch) {
        this.id = id;
        this.epoch = epoch;
    }

    public String id() {
        return id;
    }

    public List<SecurityGroupRule> ingress() {
        return rules.ingress;
    }

    public List<SecurityGroupRule> egress() {
        return rules.egress;
    }

    /** Puts these rules in the place of all that were. */
    public void replaceRules(List<SecurityGroupRule> ingress, List<SecurityGroupRule> egress) {
        if (Math.max(ingress.size(), egress.size()) > MOST_RULES) {
            throw new IllegalArgumentException("more than " + MOST_RULES + " rules in " + id);
        }
        rules = new Rules(List.copyOf(ingress), List.copyOf(egress));
        epoch.advance();
    }

    @Override
    public String toString() {
        return id;
    }
}
