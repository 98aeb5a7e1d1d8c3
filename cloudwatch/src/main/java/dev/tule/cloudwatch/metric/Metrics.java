package dev.tule.cloudwatch.metric;

import dev.tule.aws.PageToken;
import dev.tule.cloudwatch.resource.Faults;
import dev.tule.cloudwatch.resource.NextToken;
import dev.tule.store.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.EntityMetricData;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsRequest;
import software.amazon.awssdk.services.cloudwatch.model.ListMetricsResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.RecentlyActive;

/** Takes measurements in, and lists the metrics that there are. Safe for use by many threads. */
public final class Metrics {
    private static final int MOST_DATA = 1000;
    private static final int PAGE = 500;
    private static final String RESERVED = "AWS/";

    /** ListMetrics shows what has had a sample for so long. */
    private static final Duration LISTED = Duration.ofDays(14);

    private static final Duration RECENT = Duration.ofHours(3);

    private final MetricStore store;

    public Metrics(MetricStore store) {
        this.store = store;
    }

    /** As clients put them: not in AWS's own namespaces. */
    PutMetricDataResponse put(PutMetricDataRequest request) {
        String namespace = request.namespace();
        if (namespace == null || namespace.isBlank()) {
            throw Faults.missing("Namespace");
        }
        if (namespace.startsWith(RESERVED) || namespace.startsWith(":")) {
            throw Faults.invalidValue(namespace, "Namespace");
        }
        List<MetricDatum> data = new ArrayList<>(request.metricData());
        for (EntityMetricData entity : request.entityMetricData()) {
            data.addAll(entity.metricData());
        }
        if (data.isEmpty()) {
            throw Faults.missing("MetricData");
        }
        if (data.size() > MOST_DATA) {
            throw Faults.invalidValue(
                    "The collection MetricData must not have a size greater than "
                            + MOST_DATA
                            + ".");
        }
        take(namespace, data);
        return PutMetricDataResponse.builder().build();
    }

    /** Takes measurements of whatever namespace in; returns when they are on stable storage. */
    public void take(String namespace, List<MetricDatum> data) {
        Incoming incoming = new Incoming(namespace, store.place().now());
        List<Samples> samples = new ArrayList<>();
        for (MetricDatum datum : data) {
            samples.add(incoming.read(datum, samples.size() + 1));
        }
        store.add(samples);
    }

    ListMetricsResponse list(ListMetricsRequest request) {
        if (request.recentlyActiveAsString() != null
                && request.recentlyActive() == RecentlyActive.UNKNOWN_TO_SDK_VERSION) {
            throw Faults.invalidValue(request.recentlyActiveAsString(), "RecentlyActive");
        }
        Duration within = request.recentlyActive() == null ? LISTED : RECENT;
        Instant since = store.place().now().minus(within).minus(Directory.STALE);
        Predicate<Directory.Known> wanted =
                known ->
                        !known.lastSample().isBefore(since) && matches(known, request.dimensions());
        Directory.Found found =
                store.find(
                        request.namespace(),
                        request.metricName(),
                        wanted,
                        PAGE,
                        cursor(request.nextToken()));
        Key more = found.more();
        return ListMetricsResponse.builder()
                .metrics(found.metrics().stream().map(known -> known.metric().metric()).toList())
                .nextToken(
                        more == null
                                ? null
                                : PageToken.of(HexFormat.of().formatHex(more.toBytes())))
                .build();
    }

    private static boolean matches(Directory.Known known, List<DimensionFilter> filters) {
        return filters.stream()
                .allMatch(
                        filter -> {
                            String value = known.metric().dimensions().get(filter.name());
                            return value != null
                                    && (filter.value() == null || filter.value().equals(value));
                        });
    }

    private static @Nullable Key cursor(@Nullable String token) {
        try {
            return NextToken.read(token)
                    .map(last -> Key.ofBytes(HexFormat.of().parseHex(last)))
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            throw Faults.invalidToken();
        }
    }
}
