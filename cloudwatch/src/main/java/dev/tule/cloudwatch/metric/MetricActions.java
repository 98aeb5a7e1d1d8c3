package dev.tule.cloudwatch.metric;

import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricStatisticsResponse;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

/** The actions on metrics. */
public interface MetricActions extends CloudWatchClient {
    Metrics metrics();

    Statistics statistics();

    @Override
    default PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
        return metrics().put(request);
    }

    @Override
    default ListMetricsResponse listMetrics(ListMetricsRequest request) {
        return metrics().list(request);
    }

    @Override
    default GetMetricStatisticsResponse getMetricStatistics(GetMetricStatisticsRequest request) {
        return statistics().get(request);
    }
}
