package dev.tule.autoscaling.group;

import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.AdjustmentType;
import software.amazon.awssdk.services.autoscaling.model.MetricCollectionType;
import software.amazon.awssdk.services.autoscaling.model.MetricGranularityType;
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
    static final List<MetricCollectionType> METRICS =
            GroupMetrics.ALL.stream()
                    .map(name -> MetricCollectionType.builder().metric(name).build())
                    .toList();
    static final MetricGranularityType GRANULARITY =
            MetricGranularityType.builder().granularity(GroupMetrics.GRANULARITY).build();
    static final List<String> HOOK_TYPES =
            List.of("autoscaling:EC2_INSTANCE_LAUNCHING", "autoscaling:EC2_INSTANCE_TERMINATING");

    private Words() {}
}
