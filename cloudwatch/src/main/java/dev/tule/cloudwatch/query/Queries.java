package dev.tule.cloudwatch.query;

import dev.tule.cloudwatch.math.Evaluation;
import dev.tule.cloudwatch.math.MathFault;
import dev.tule.cloudwatch.math.Node;
import dev.tule.cloudwatch.math.Parser;
import dev.tule.cloudwatch.math.Value;
import dev.tule.cloudwatch.math.Value.TimeSeries;
import dev.tule.cloudwatch.metric.MetricKey;
import dev.tule.cloudwatch.metric.MetricStore;
import dev.tule.cloudwatch.metric.Spans;
import dev.tule.cloudwatch.metric.Statistic;
import dev.tule.cloudwatch.metric.Statistics;
import dev.tule.cloudwatch.resource.Faults;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;

/**
 * A list of queries that refer to one another by their ids: metrics, and expressions on them (API
 * Reference, "MetricDataQuery"). Checked when made; immutable; safe for use by many threads.
 */
public final class Queries {
    private static final Pattern ID = Pattern.compile("[a-z][a-zA-Z0-9_]*");

    private final Map<String, MetricDataQuery> queries = new LinkedHashMap<>();
    private final Map<String, Node> expressions = new HashMap<>();

    private Queries() {}

    /**
     * @throws software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException when
     *     something in it is wrong
     */
    public static Queries of(List<MetricDataQuery> list) {
        Queries all = new Queries();
        for (MetricDataQuery query : list) {
            all.add(query);
        }
        return all;
    }

    private void add(MetricDataQuery query) {
        String id = query.id();
        if (!ID.matcher(id).matches()) {
            throw Faults.invalidValue(id, "MetricDataQueries.Id");
        }
        if (query.metricStat() == null == (query.expression() == null)) {
            throw Faults.invalidCombination(
                    "Exactly one of MetricStat and Expression must be given for the query '"
                            + id
                            + "'.");
        }
        if (queries.putIfAbsent(id, query) != null) {
            throw Faults.invalidValue("The id '" + id + "' is given to more than one query.");
        }
        if (query.expression() != null) {
            try {
                expressions.put(id, Parser.parse(query.expression()));
            } catch (MathFault fault) {
                throw Faults.invalidValue(error(id, fault));
            }
            return;
        }
        MetricStat stat = query.metricStat();
        Statistics.checkPeriod(stat.period());
        if (Statistic.named(stat.stat()).isEmpty()) {
            throw Faults.invalidValue(stat.stat(), "MetricDataQueries.MetricStat.Stat");
        }
    }

    private static String error(String id, MathFault fault) {
        return "Error in expression '" + id + "': " + fault.getMessage();
    }

    /** The queries in their order. */
    public List<MetricDataQuery> list() {
        return List.copyOf(queries.values());
    }

    /** The ids whose results are wanted: of queries whose ReturnData isn't false. */
    public List<String> wanted() {
        return queries.values().stream()
                .filter(query -> !Boolean.FALSE.equals(query.returnData()))
                .map(MetricDataQuery::id)
                .toList();
    }

    /** The longest period of its metrics in seconds. */
    public int period() {
        return queries.values().stream()
                .map(MetricDataQuery::metricStat)
                .filter(stat -> stat != null)
                .mapToInt(MetricStat::period)
                .max()
                .orElse(0);
    }

    /**
     * What the wanted queries have come to between two times, by id; an expression may come to
     * several series.
     *
     * @param from in seconds; spans begin at multiples of their period
     * @param until in seconds, the first that isn't asked for
     */
    public Map<String, List<TimeSeries>> answer(MetricStore store, long from, long until) {
        return answer(new Answering(store, from, until, 0));
    }

    /**
     * As {@link #answer}, in spans that end at {@code until}, wherever that lies: as alarms look
     * back.
     */
    public Map<String, List<TimeSeries>> answerBefore(MetricStore store, long from, long until) {
        return answer(new Answering(store, from, until, until));
    }

    private Map<String, List<TimeSeries>> answer(Answering answering) {
        Map<String, List<TimeSeries>> answers = new LinkedHashMap<>();
        for (String id : wanted()) {
            answers.put(id, answering.result(id));
        }
        return answers;
    }

    /** The work on one answer; for one thread. */
    private final class Answering {
        private final MetricStore store;
        private final long from;
        private final long until;

        /** A second at which a span begins, and with it all others. */
        private final long phase;

        private final Map<String, Value> known = new HashMap<>();
        private final Set<String> open = new LinkedHashSet<>();

        Answering(MetricStore store, long from, long until, long phase) {
            this.store = store;
            this.from = from;
            this.until = until;
            this.phase = phase;
        }

        List<TimeSeries> result(String id) {
            Value value = value(id);
            return switch (value) {
                case TimeSeries series -> List.of(series);
                case Value.Many many -> many.series();
                default ->
                        throw Faults.invalidValue(
                                "Error in expression '"
                                        + id
                                        + "': The expression must come to a time series.");
            };
        }

        private Value value(String id) {
            Value value = known.get(id);
            if (value == null) {
                if (!open.add(id)) {
                    throw Faults.invalidValue("The expression '" + id + "' refers to itself.");
                }
                value = compute(id);
                open.remove(id);
                known.put(id, value);
            }
            return value;
        }

        private Value compute(String id) {
            MetricDataQuery query = java.util.Objects.requireNonNull(queries.get(id));
            Node expression = expressions.get(id);
            if (expression == null) {
                return metric(query);
            }
            try {
                Value value = new Evaluation(this::named, this::metrics).of(expression);
                return value instanceof TimeSeries series
                        ? relabelled(series, label(query, id))
                        : value;
            } catch (MathFault fault) {
                throw Faults.invalidValue(error(id, fault));
            }
        }

        /** An id, or a word of the language, such as {@code REPEAT}. */
        private Value named(String name) {
            if (queries.containsKey(name)) {
                return value(name);
            }
            if (ID.matcher(name).matches()) {
                throw Faults.invalidValue(
                        "The expression refers to '" + name + "', and no query has that id.");
            }
            return new Value.Text(name);
        }

        private Map<String, TimeSeries> metrics() {
            Map<String, TimeSeries> metrics = new LinkedHashMap<>();
            queries.forEach(
                    (id, query) -> {
                        if (query.metricStat() != null && value(id) instanceof TimeSeries series) {
                            metrics.put(id, series);
                        }
                    });
            return metrics;
        }

        private TimeSeries metric(MetricDataQuery query) {
            MetricStat stat = query.metricStat();
            long period = stat.period();
            Spans spans = new Spans(from - Math.floorMod(from - phase, period), until, period);
            Statistic statistic = Statistic.named(stat.stat()).orElseThrow();
            return new TimeSeries(
                    store.values(
                            MetricKey.of(stat.metric()), statistic, stat.unitAsString(), spans),
                    spans.from(),
                    until,
                    period,
                    label(query, stat.metric().metricName()));
        }
    }

    private static String label(MetricDataQuery query, String otherwise) {
        @Nullable String given = query.label();
        return given == null ? otherwise : given;
    }

    private static TimeSeries relabelled(TimeSeries series, String label) {
        return new TimeSeries(
                series.points(), series.from(), series.until(), series.period(), label);
    }
}
