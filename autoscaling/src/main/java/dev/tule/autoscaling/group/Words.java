package dev.tule.autoscaling.group;

import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.AdjustmentType;
import software.amazon.awssdk.services.autoscaling.model.ProcessType;

/** The words that Auto Scaling knows, as its Describe actions list them. */
final class Words {
    static final List<AdjustmentType> ADJUSTMENT_TYPES =
            List.of("ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity").stream()
                    .map(type -> AdjustmentType.builder().adjustmentType(type).build())
                    .toList();
    static final List<String> TERMINATION_POLICIES =
            Specification.TERMINATION_POLICIES.stream().sorted().toList();
    static final List<ProcessType> PROCESSES =
            Processes.ALL.stream()
                    .map(name -> ProcessType.builder().processName(name).build())
                    .toList();
    static final List<String> HOOK_TYPES =
            List.of("autoscaling:EC2_INSTANCE_LAUNCHING", "autoscaling:EC2_INSTANCE_TERMINATING");

    private Words() {}
}
