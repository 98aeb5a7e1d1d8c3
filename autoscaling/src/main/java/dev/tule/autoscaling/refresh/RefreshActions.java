package dev.tule.autoscaling.refresh;

import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.CancelInstanceRefreshRequest;
import software.amazon.awssdk.services.autoscaling.model.CancelInstanceRefreshResponse;
import software.amazon.awssdk.services.autoscaling.model.DescribeInstanceRefreshesRequest;
import software.amazon.awssdk.services.autoscaling.model.DescribeInstanceRefreshesResponse;
import software.amazon.awssdk.services.autoscaling.model.RollbackInstanceRefreshRequest;
import software.amazon.awssdk.services.autoscaling.model.RollbackInstanceRefreshResponse;
import software.amazon.awssdk.services.autoscaling.model.StartInstanceRefreshRequest;
import software.amazon.awssdk.services.autoscaling.model.StartInstanceRefreshResponse;

/** The actions on instance refreshes. */
public interface RefreshActions extends AutoScalingClient {
    Refreshes refreshes();

    @Override
    default StartInstanceRefreshResponse startInstanceRefresh(StartInstanceRefreshRequest request) {
        return refreshes().start(request);
    }

    @Override
    default CancelInstanceRefreshResponse cancelInstanceRefresh(
            CancelInstanceRefreshRequest request) {
        return refreshes().cancel(request);
    }

    @Override
    default RollbackInstanceRefreshResponse rollbackInstanceRefresh(
            RollbackInstanceRefreshRequest request) {
        return refreshes().rollback(request);
    }

    @Override
    default DescribeInstanceRefreshesResponse describeInstanceRefreshes(
            DescribeInstanceRefreshesRequest request) {
        return refreshes().describe(request);
    }
}
