package dev.tule.cloudwatch;

import dev.tule.cloudwatch.alarm.AlarmActions;
import dev.tule.cloudwatch.alarm.AlarmTarget;
import dev.tule.cloudwatch.alarm.Alarms;
import dev.tule.cloudwatch.metric.MetricActions;
import dev.tule.cloudwatch.metric.MetricStore;
import dev.tule.cloudwatch.metric.Metrics;
import dev.tule.cloudwatch.metric.Statistics;
import dev.tule.cloudwatch.query.MetricData;
import dev.tule.cloudwatch.query.QueryActions;
import dev.tule.cloudwatch.resource.Place;

/** CloudWatch of one account and region: the list of its rooms. Safe for use by many threads. */
final class CloudWatchService implements MetricActions, QueryActions, AlarmActions {
    private final MetricStore store;
    private final Metrics metrics;
    private final Statistics statistics;
    private final MetricData metricData;
    private final Alarms alarms;

    CloudWatchService(Place place, CloudWatchConfig config, AlarmTarget target, Runnable wake) {
        this.store = new MetricStore(place, config.mostMetrics());
        this.metrics = new Metrics(store);
        this.statistics = new Statistics(store);
        this.metricData = new MetricData(store);
        this.alarms = new Alarms(place, store, target, wake);
    }

    MetricStore store() {
        return store;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        // holds nothing of its own
    }

    @Override
    public Metrics metrics() {
        return metrics;
    }

    @Override
    public Statistics statistics() {
        return statistics;
    }

    @Override
    public MetricData metricData() {
        return metricData;
    }

    @Override
    public Alarms alarms() {
        return alarms;
    }
}
