package dev.tule.cloudwatch.query;

import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;

/** The actions on queries. */
public interface QueryActions extends CloudWatchClient {
    MetricData metricData();

    @Override
    default GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
        return metricData().get(request);
    }
}
