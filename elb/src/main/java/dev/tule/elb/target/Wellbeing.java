package dev.tule.elb.target;

import java.util.Optional;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;

/** What the data plane knows of targets. */
@FunctionalInterface
public interface Wellbeing {
    /** Empty where a target is not registered, as far as the data plane has heard. */
    Optional<TargetHealth> of(String group, TargetKey target);
}
