package dev.tule.cloudwatch.query;

import dev.tule.aws.PageToken;
import dev.tule.cloudwatch.math.Value.TimeSeries;
import dev.tule.cloudwatch.metric.MetricStore;
import dev.tule.cloudwatch.resource.Faults;
import dev.tule.cloudwatch.resource.NextToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/**
 * Answers GetMetricData (CloudWatch API Reference). Pages are cut by the number of points. Safe for
 * use by many threads.
 */
public final class MetricData {
    private static final int MOST_QUERIES = 500;
    private static final int MOST_POINTS = 100_800;

    private final MetricStore store;

    public MetricData(MetricStore store) {
        this.store = store;
    }

    GetMetricDataResponse get(GetMetricDataRequest request) {
        if (request.metricDataQueries().size() > MOST_QUERIES) {
            throw Faults.invalidValue(
                    "The collection MetricDataQueries must not have a size greater than "
                            + MOST_QUERIES
                            + ".");
        }
        Instant start = request.startTime();
        Instant end = request.endTime();
        if (!start.isBefore(end)) {
            throw Faults.invalidValue(
                    "The parameter StartTime must be less than the parameter EndTime.");
        }
        Queries queries = Queries.of(request.metricDataQueries());
        if (queries.wanted().isEmpty()) {
            throw Faults.invalidValue("At least one query must have ReturnData set to true.");
        }
        long until = end.getEpochSecond() + (end.getNano() > 0 ? 1 : 0);
        Map<String, List<TimeSeries>> answers =
                queries.answer(store, start.getEpochSecond(), until);
        boolean ascending = request.scanBy() == ScanBy.TIMESTAMP_ASCENDING;
        return new Cut(position(request.nextToken()), most(request), ascending).cut(answers);
    }

    private static int most(GetMetricDataRequest request) {
        Integer most = request.maxDatapoints();
        if (most == null) {
            return MOST_POINTS;
        }
        if (most < 1 || most > MOST_POINTS) {
            throw Faults.invalidValue(most, "MaxDatapoints");
        }
        return most;
    }

    private static long position(@Nullable String token) {
        try {
            return NextToken.read(token).map(Long::parseLong).orElse(0L);
        } catch (NumberFormatException e) {
            throw Faults.invalidToken();
        }
    }

    /** One page of the points of all results. For one thread. */
    private static final class Cut {
        private final long first;
        private final int most;
        private final boolean ascending;
        private final List<MetricDataResult> results = new ArrayList<>();
        private long seen;

        Cut(long first, int most, boolean ascending) {
            this.first = first;
            this.most = most;
            this.ascending = ascending;
        }

        GetMetricDataResponse cut(Map<String, List<TimeSeries>> answers) {
            answers.forEach((id, all) -> all.forEach(series -> add(id, series)));
            long last = first + most;
            return GetMetricDataResponse.builder()
                    .metricDataResults(results)
                    .nextToken(seen > last ? PageToken.of(Long.toString(last)) : null)
                    .build();
        }

        private void add(String id, TimeSeries series) {
            List<Long> seconds = new ArrayList<>(series.points().keySet());
            if (!ascending) {
                Collections.reverse(seconds);
            }
            int from = Math.clamp(first - seen, 0, seconds.size());
            int to = Math.clamp(first + most - seen, from, seconds.size());
            seen += seconds.size();
            if (from == to && !seconds.isEmpty()) {
                return;
            }
            List<Long> shown = seconds.subList(from, to);
            boolean whole = to == seconds.size();
            results.add(
                    MetricDataResult.builder()
                            .id(id)
                            .label(series.label())
                            .timestamps(shown.stream().map(Instant::ofEpochSecond).toList())
                            .values(shown.stream().map(series.points()::get).toList())
                            .statusCode(whole ? StatusCode.COMPLETE : StatusCode.PARTIAL_DATA)
                            .build());
        }
    }
}
