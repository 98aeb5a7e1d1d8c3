package dev.tule.autoscaling.schedule;

import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.BatchDeleteScheduledActionRequest;
import software.amazon.awssdk.services.autoscaling.model.BatchDeleteScheduledActionResponse;
import software.amazon.awssdk.services.autoscaling.model.BatchPutScheduledUpdateGroupActionRequest;
import software.amazon.awssdk.services.autoscaling.model.BatchPutScheduledUpdateGroupActionResponse;
import software.amazon.awssdk.services.autoscaling.model.DeleteScheduledActionRequest;
import software.amazon.awssdk.services.autoscaling.model.DeleteScheduledActionResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeScheduledActionsRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeScheduledActionsResponse;
import software.amazon.awssdk.services.autoscaling.model.PutScheduledUpdateGroupActionRequest;
import software.amazon.awssdk.services.autoscaling.model.PutScheduledUpdateGroupActionResponse;

/** The actions on scheduled actions. */
public interface ScheduledActionActions extends AutoScalingClient {
    ScheduledActions scheduledActions();

    @Override
    default PutScheduledUpdateGroupActionResponse putScheduledUpdateGroupAction(
            PutScheduledUpdateGroupActionRequest request) {
        return scheduledActions().put(request);
    }

    @Override
    default BatchPutScheduledUpdateGroupActionResponse batchPutScheduledUpdateGroupAction(
            BatchPutScheduledUpdateGroupActionRequest request) {
        return scheduledActions().putAll(request);
    }

    @Override
    default DescribeScheduledActionsResponse describeScheduledActions(
            DescribeScheduledActionsRequest request) {
        return scheduledActions().describe(request);
    }

    @Override
    default DeleteScheduledActionResponse deleteScheduledAction(
            DeleteScheduledActionRequest request) {
        return scheduledActions().delete(request);
    }

    @Override
    default BatchDeleteScheduledActionResponse batchDeleteScheduledAction(
            BatchDeleteScheduledActionRequest request) {
        return scheduledActions().deleteAll(request);
    }
}
