package dev.tule.autoscaling.policy;

import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.DeletePolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.DeletePolicyResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribePoliciesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribePoliciesResponse;
import software.amazon.awssdk.services.autoscaling.model.ExecutePolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.ExecutePolicyResponse;
import software.amazon.awssdk.services.autoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.PutScalingPolicyResponse;

/** The actions on scaling policies. */
public interface PolicyActions extends AutoScalingClient {
    Policies policies();

    Scaling scaling();

    @Override
    default PutScalingPolicyResponse putScalingPolicy(PutScalingPolicyRequest request) {
        return policies().put(request);
    }

    @Override
    default DescribePoliciesResponse describePolicies(DescribePoliciesRequest request) {
        return policies().describe(request);
    }

    @Override
    default DeletePolicyResponse deletePolicy(DeletePolicyRequest request) {
        return policies().delete(request);
    }

    @Override
    default ExecutePolicyResponse executePolicy(ExecutePolicyRequest request) {
        return scaling().execute(request);
    }
}
