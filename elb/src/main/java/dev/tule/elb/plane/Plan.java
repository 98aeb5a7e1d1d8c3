package dev.tule.elb.plane;

import java.util.List;

/** All that the data plane of an account and region is to be. */
public record Plan(List<GroupPlan> groups, List<ListenerPlan> listeners) {}
