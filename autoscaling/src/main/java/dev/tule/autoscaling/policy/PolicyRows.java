package dev.tule.autoscaling.policy;

import dev.tule.autoscaling.resource.Faults;
import dev.tule.aws.stored.Rows;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;

/** The rows of policies: {@code ("policy", group, name)}. Without state. */
final class PolicyRows {
    private static final Pattern ARN =
            Pattern.compile(
                    "arn:aws:autoscaling:[a-z0-9-]+:[0-9]+:scalingPolicy:[^:]+:autoScalingGroupName/(.+):policyName/(.+)");
    private static final Rows<ScalingPolicy> ROWS =
            new Rows<>("policy", ScalingPolicy.class, ScalingPolicy::builder);

    private PolicyRows() {}

    static void put(Transaction rows, ScalingPolicy policy) {
        ROWS.put(rows, policy, policy.autoScalingGroupName(), policy.policyName());
    }

    static void delete(Transaction rows, ScalingPolicy policy) {
        ROWS.delete(rows, policy.autoScalingGroupName(), policy.policyName());
    }

    static Optional<ScalingPolicy> find(Snapshot rows, String group, String name) {
        return ROWS.find(rows, group, name);
    }

    /** Of a group. */
    static List<ScalingPolicy> of(Snapshot rows, String group) {
        return ROWS.all(rows, group);
    }

    static List<ScalingPolicy> all(Snapshot rows) {
        return ROWS.all(rows);
    }

    /**
     * The policy, or the fault that there is none.
     *
     * @param name or ARN; with an ARN the group may be left out
     */
    static ScalingPolicy get(Snapshot rows, @Nullable String group, String name) {
        Matcher arn = ARN.matcher(name);
        boolean named = arn.matches();
        String of = named ? arn.group(1) : group;
        if (of == null) {
            throw Faults.invalid("AutoScalingGroupName is required with the name of a policy.");
        }
        return ROWS.find(rows, of, named ? arn.group(2) : name)
                .filter(policy -> !named || policy.policyARN().equals(name))
                .orElseThrow(() -> Faults.invalid("PolicyName " + name + " not found"));
    }
}
