package dev.tule.elb.target;

import dev.tule.elb.resource.Arn;
import dev.tule.elb.resource.Tables;
import dev.tule.store.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** Which load balancers send to which target groups, by their rules. Immutable. */
public final class Uses {
    private final Map<String, SortedSet<String>> balancers = new TreeMap<>();

    private Uses() {}

    public static Uses read(Snapshot rows) {
        Uses uses = new Uses();
        Tables.RULES
                .all(rows)
                .forEach(
                        rule ->
                                rule.actions().stream()
                                        .flatMap(Uses::groups)
                                        .forEach(group -> uses.add(group, rule.ruleArn())));
        return uses;
    }

    private void add(String group, String rule) {
        balancers
                .computeIfAbsent(group, _ -> new TreeSet<>())
                .add(Arn.loadBalancerOf(Arn.listenerOf(rule)));
    }

    /** The groups that an action sends to. */
    public static Stream<String> groups(Action action) {
        Stream<String> weighted =
                action.forwardConfig() == null
                        ? Stream.of()
                        : action.forwardConfig().targetGroups().stream()
                                .map(TargetGroupTuple::targetGroupArn);
        Stream<String> single =
                action.targetGroupArn() == null ? Stream.of() : Stream.of(action.targetGroupArn());
        return Stream.concat(single, weighted).distinct();
    }

    /** The load balancers that send to a group. */
    public List<String> balancers(String group) {
        return List.copyOf(balancers.getOrDefault(group, new TreeSet<>()));
    }
}
