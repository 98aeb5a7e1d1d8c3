package dev.tule.cloudwatch.metric;

import dev.tule.cloudwatch.resource.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;
import software.amazon.awssdk.services.cloudwatch.model.StatisticSet;

/**
 * Reads the data of a PutMetricData, and refuses what CloudWatch refuses (API Reference,
 * "PutMetricData" and "MetricDatum").
 */
final class Incoming {
    private static final Duration OLDEST = Duration.ofDays(14);
    private static final Duration NEWEST = Duration.ofHours(2);
    private static final int MOST_DIMENSIONS = 30;
    private static final double GREATEST = 0x1p360;

    private final String namespace;
    private final Instant now;

    Incoming(String namespace, Instant now) {
        this.namespace = namespace;
        this.now = now;
    }

    /**
     * @param number of the datum in its request, from 1, for the refusal's text
     */
    Samples read(MetricDatum datum, int number) {
        String member = "MetricData.member." + number + ".";
        Instant time = datum.timestamp() == null ? now : datum.timestamp();
        if (time.isBefore(now.minus(OLDEST)) || time.isAfter(now.plus(NEWEST))) {
            throw Faults.invalidValue(
                    "The parameter "
                            + member
                            + "Timestamp must specify a time within the past two weeks and no later"
                            + " than two hours in the future.");
        }
        String unit =
                datum.unitAsString() == null ? StandardUnit.NONE.toString() : datum.unitAsString();
        if (StandardUnit.fromValue(unit) == StandardUnit.UNKNOWN_TO_SDK_VERSION) {
            throw Faults.invalidValue(unit, member + "Unit");
        }
        return new Samples(
                new MetricKey(namespace, name(datum, member), dimensions(datum, member)),
                unit,
                time,
                measured(datum, member),
                highResolution(datum.storageResolution(), member));
    }

    private static String name(MetricDatum datum, String member) {
        if (datum.metricName() == null || datum.metricName().isEmpty()) {
            throw Faults.missing(member + "MetricName");
        }
        return datum.metricName();
    }

    private static java.util.NavigableMap<String, String> dimensions(
            MetricDatum datum, String member) {
        List<Dimension> dimensions = datum.dimensions();
        if (dimensions.size() > MOST_DIMENSIONS) {
            throw Faults.invalidValue(
                    "The collection "
                            + member
                            + "Dimensions must not have a size greater than 30.");
        }
        int i = 0;
        for (Dimension dimension : dimensions) {
            i++;
            String which = member + "Dimensions.member." + i + ".";
            if (dimension.name() == null || dimension.name().isBlank()) {
                throw Faults.missing(which + "Name");
            }
            if (dimension.value() == null || dimension.value().isBlank()) {
                throw Faults.missing(which + "Value");
            }
            if (dimension.name().startsWith(":")) {
                throw Faults.invalidValue(dimension.name(), which + "Name");
            }
        }
        return MetricKey.of("", "", dimensions).dimensions();
    }

    private static boolean highResolution(@Nullable Integer resolution, String member) {
        if (resolution == null || resolution == 60) {
            return false;
        }
        if (resolution == 1) {
            return true;
        }
        throw Faults.invalidValue(resolution, member + "StorageResolution");
    }

    private static Distribution measured(MetricDatum datum, String member) {
        boolean values = !datum.values().isEmpty();
        int forms =
                (datum.value() != null ? 1 : 0)
                        + (datum.statisticValues() != null ? 1 : 0)
                        + (values ? 1 : 0);
        if (forms > 1) {
            throw Faults.invalidCombination(
                    "The parameters "
                            + member
                            + "Value, "
                            + member
                            + "Values and "
                            + member
                            + "StatisticValues are mutually exclusive and you have specified more"
                            + " than one.");
        }
        if (datum.value() != null) {
            return Distribution.ofValue(checked(datum.value(), member + "Value"));
        }
        if (datum.statisticValues() != null) {
            return set(datum.statisticValues(), member + "StatisticValues.");
        }
        if (!values) {
            throw Faults.missing(member + "Value");
        }
        return Distribution.ofValues(counted(datum, member));
    }

    private static Map<Double, Double> counted(MetricDatum datum, String member) {
        List<Double> values = datum.values();
        List<Double> counts = datum.counts();
        if (values.size() > Distribution.MOST_VALUES) {
            throw Faults.invalidValue(
                    "The collection "
                            + member
                            + "Values must not have a size greater than "
                            + Distribution.MOST_VALUES
                            + ".");
        }
        if (!counts.isEmpty() && counts.size() != values.size()) {
            throw Faults.invalidValue(
                    "The parameters "
                            + member
                            + "Values and "
                            + member
                            + "Counts must have the same size.");
        }
        Map<Double, Double> samples = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            double count = counts.isEmpty() ? 1 : counts.get(i);
            String which = "Counts.member." + (i + 1);
            if (checked(count, member + which) < 0) {
                throw Faults.invalidValue(count, member + which);
            }
            double value = checked(values.get(i), member + "Values.member." + (i + 1));
            if (count > 0) {
                samples.merge(value, count, Double::sum);
            }
        }
        if (samples.isEmpty()) {
            throw Faults.invalidValue("All counts of " + member + "Counts are zero.");
        }
        return samples;
    }

    private static Distribution set(StatisticSet set, String member) {
        double count = present(set.sampleCount(), member + "SampleCount");
        double sum = present(set.sum(), member + "Sum");
        double minimum = present(set.minimum(), member + "Minimum");
        double maximum = present(set.maximum(), member + "Maximum");
        if (count <= 0) {
            throw Faults.invalidValue(count, member + "SampleCount");
        }
        if (minimum > maximum) {
            throw Faults.invalidValue(
                    "The parameter "
                            + member
                            + "Maximum must be greater than "
                            + member
                            + "Minimum.");
        }
        return Distribution.ofSet(count, sum, minimum, maximum);
    }

    private static double present(@Nullable Double value, String parameter) {
        if (value == null) {
            throw Faults.missing(parameter);
        }
        return checked(value, parameter);
    }

    private static double checked(double value, String parameter) {
        if (!(Math.abs(value) <= GREATEST)) {
            throw Faults.invalidValue(value, parameter);
        }
        return value;
    }
}
