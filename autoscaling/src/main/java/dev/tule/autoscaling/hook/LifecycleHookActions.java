package dev.tule.autoscaling.hook;

import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.CompleteLifecycleActionRequest;
import software.amazon.awssdk.services.autoscaling.model.CompleteLifecycleActionResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteLifecycleHookRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteLifecycleHookResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeLifecycleHooksRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeLifecycleHooksResponse;
import software.amazon.awssdk.services.autoscaling.model.PutLifecycleHookRequest;
import software.amazon.awssdk.services.autoscaling.model.PutLifecycleHookResponse;
import software.amazon.awssdk.services.autoscaling.model.RecordLifecycleActionHeartbeatRequest;
import software.amazon.awssdk.services.autoscaling.model.RecordLifecycleActionHeartbeatResponse;

/** The actions on lifecycle hooks. */
public interface LifecycleHookActions extends AutoScalingClient {
    LifecycleHooks lifecycleHooks();

    @Override
    default PutLifecycleHookResponse putLifecycleHook(PutLifecycleHookRequest request) {
        return lifecycleHooks().put(request);
    }

    @Override
    default DescribeLifecycleHooksResponse describeLifecycleHooks(
            DescribeLifecycleHooksRequest request) {
        return lifecycleHooks().describe(request);
    }

    @Override
    default DeleteLifecycleHookResponse deleteLifecycleHook(DeleteLifecycleHookRequest request) {
        return lifecycleHooks().delete(request);
    }

    @Override
    default CompleteLifecycleActionResponse completeLifecycleAction(
            CompleteLifecycleActionRequest request) {
        return lifecycleHooks().complete(request);
    }

    @Override
    default RecordLifecycleActionHeartbeatResponse recordLifecycleActionHeartbeat(
            RecordLifecycleActionHeartbeatRequest request) {
        return lifecycleHooks().heartbeat(request);
    }
}
