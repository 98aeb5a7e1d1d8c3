package dev.tule.autoscaling.warm;

import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.DeleteWarmPoolRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteWarmPoolResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeWarmPoolRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeWarmPoolResponse;
import software.amazon.awssdk.services.autoscaling.model.PutWarmPoolRequest;
import software.amazon.awssdk.services.autoscaling.model.PutWarmPoolResponse;

/** The actions on warm pools. */
public interface WarmPoolActions extends AutoScalingClient {
    WarmPools warmPools();

    @Override
    default PutWarmPoolResponse putWarmPool(PutWarmPoolRequest request) {
        return warmPools().put(request);
    }

    @Override
    default DescribeWarmPoolResponse describeWarmPool(DescribeWarmPoolRequest request) {
        return warmPools().describe(request);
    }

    @Override
    default DeleteWarmPoolResponse deleteWarmPool(DeleteWarmPoolRequest request) {
        return warmPools().delete(request);
    }
}
