package dev.tule.cloudwatch.metric;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number drawn from what was measured: {@code Average}, {@code p99.9}, {@code TM(10%:90%)}
 * (CloudWatch User Guide, "CloudWatch statistics definitions"). Immutable.
 *
 * <p>A percentile is the least sample that at least so many percent of all samples don't exceed.
 *
 * @param name as the client wrote it
 */
public record Statistic(String name, Kind kind, Bounds bounds) {
    private static final Map<String, Kind> SIMPLE =
            Map.of(
                    "SampleCount", Kind.SAMPLE_COUNT,
                    "Average", Kind.AVERAGE,
                    "Sum", Kind.SUM,
                    "Minimum", Kind.MINIMUM,
                    "Maximum", Kind.MAXIMUM);
    private static final Map<String, Kind> TRIMMED =
            Map.of(
                    "TM", Kind.TRIMMED_MEAN,
                    "TC", Kind.TRIMMED_COUNT,
                    "TS", Kind.TRIMMED_SUM,
                    "WM", Kind.WINSORIZED_MEAN,
                    "PR", Kind.PERCENTILE_RANK);
    private static final Bounds ALL = new Bounds(0, 100, true);
    private static final Pattern PERCENTILE =
            Pattern.compile("(p|tm|tc|ts|wm)(\\d{1,2}(?:\\.\\d{0,10})?|100(?:\\.0{0,10})?)");
    private static final String NUMBER = "(\\d+(?:\\.\\d{0,10})?)?";
    private static final Pattern BETWEEN =
            Pattern.compile("(TM|TC|TS|WM|PR)\\(" + NUMBER + "(%?):" + NUMBER + "(%?)\\)");

    /** What is drawn. */
    public enum Kind {
        SAMPLE_COUNT,
        AVERAGE,
        SUM,
        MINIMUM,
        MAXIMUM,
        PERCENTILE,
        TRIMMED_MEAN,
        TRIMMED_COUNT,
        TRIMMED_SUM,
        WINSORIZED_MEAN,
        PERCENTILE_RANK
    }

    /**
     * Between what; above the lower bound, up to the upper with it.
     *
     * @param percent whether of the samples in their order, else values
     */
    public record Bounds(double lower, double upper, boolean percent) {}

    /** The statistic of that name; empty where there is none. */
    public static Optional<Statistic> named(String name) {
        Kind simple = SIMPLE.get(name);
        if (simple != null) {
            return Optional.of(new Statistic(name, simple, ALL));
        }
        if (name.equals("IQM")) {
            return Optional.of(new Statistic(name, Kind.TRIMMED_MEAN, new Bounds(25, 75, true)));
        }
        Matcher percentile = PERCENTILE.matcher(name);
        if (percentile.matches()) {
            double upper = Double.parseDouble(percentile.group(2));
            Kind kind =
                    switch (percentile.group(1)) {
                        case "p" -> Kind.PERCENTILE;
                        case "tm" -> Kind.TRIMMED_MEAN;
                        case "tc" -> Kind.TRIMMED_COUNT;
                        case "ts" -> Kind.TRIMMED_SUM;
                        default -> Kind.WINSORIZED_MEAN;
                    };
            return Optional.of(new Statistic(name, kind, new Bounds(0, upper, true)));
        }
        return between(name);
    }

    private static Optional<Statistic> between(String name) {
        Matcher between = BETWEEN.matcher(name);
        if (!between.matches()) {
            return Optional.empty();
        }
        String lower = between.group(2);
        String upper = between.group(4);
        boolean percent = between.group(3).equals("%") || between.group(5).equals("%");
        boolean open = lower == null || upper == null;
        boolean mixed = !open && !between.group(3).equals(between.group(5));
        boolean rankOfRanks = percent && between.group(1).equals("PR");
        if ((lower == null && upper == null) || mixed || rankOfRanks) {
            return Optional.empty();
        }
        double from = bound(lower, percent ? 0 : Double.NEGATIVE_INFINITY);
        double to = bound(upper, percent ? 100 : Double.POSITIVE_INFINITY);
        if (from > to || (percent && to > 100)) {
            return Optional.empty();
        }
        Kind kind = Objects.requireNonNull(TRIMMED.get(between.group(1)));
        return Optional.of(new Statistic(name, kind, new Bounds(from, to, percent)));
    }

    private static double bound(@Nullable String text, double otherwise) {
        return text == null ? otherwise : Double.parseDouble(text);
    }

    /** The statistic of what was measured in a span; empty where its samples aren't known. */
    OptionalDouble of(Distribution measured) {
        return switch (kind) {
            case SAMPLE_COUNT -> OptionalDouble.of(measured.count());
            case AVERAGE -> OptionalDouble.of(measured.sum() / measured.count());
            case SUM -> OptionalDouble.of(measured.sum());
            case MINIMUM -> OptionalDouble.of(measured.minimum());
            case MAXIMUM -> OptionalDouble.of(measured.maximum());
            default -> {
                TreeMap<Double, Double> samples = measured.samples();
                yield samples == null ? OptionalDouble.empty() : of(samples, measured.count());
            }
        };
    }

    private OptionalDouble of(TreeMap<Double, Double> samples, double count) {
        Share share = bounds.percent ? byRank(samples, count) : byValue(samples);
        return switch (kind) {
            case PERCENTILE -> OptionalDouble.of(percentile(samples, count, bounds.upper));
            case TRIMMED_COUNT -> OptionalDouble.of(share.count);
            case TRIMMED_SUM -> OptionalDouble.of(share.sum);
            case PERCENTILE_RANK -> OptionalDouble.of(100 * share.count / count);
            case WINSORIZED_MEAN -> OptionalDouble.of(winsorized(samples, count));
            default ->
                    share.count == 0
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(share.sum / share.count);
        };
    }

    /** What lies between the bounds. */
    private record Share(double count, double sum) {}

    private Share byValue(TreeMap<Double, Double> samples) {
        double count = 0;
        double sum = 0;
        for (Map.Entry<Double, Double> sample : samples.entrySet()) {
            if (sample.getKey() > bounds.lower && sample.getKey() <= bounds.upper) {
                count += sample.getValue();
                sum += sample.getKey() * sample.getValue();
            }
        }
        return new Share(count, sum);
    }

    private Share byRank(TreeMap<Double, Double> samples, double count) {
        double from = count * bounds.lower / 100;
        double to = count * bounds.upper / 100;
        double kept = 0;
        double sum = 0;
        double before = 0;
        for (Map.Entry<Double, Double> sample : samples.entrySet()) {
            double after = before + sample.getValue();
            double within = Math.max(0, Math.min(after, to) - Math.max(before, from));
            kept += within;
            sum += sample.getKey() * within;
            before = after;
        }
        return new Share(kept, sum);
    }

    private static double percentile(
            TreeMap<Double, Double> samples, double count, double percent) {
        double rank = count * percent / 100;
        double seen = 0;
        for (Map.Entry<Double, Double> sample : samples.entrySet()) {
            seen += sample.getValue();
            if (seen >= rank) {
                return sample.getKey();
            }
        }
        return samples.lastKey();
    }

    /** The mean of all samples, with those outside the bounds moved to the bounds. */
    private double winsorized(TreeMap<Double, Double> samples, double count) {
        double least = bounds.percent ? percentile(samples, count, bounds.lower) : bounds.lower;
        double most = bounds.percent ? percentile(samples, count, bounds.upper) : bounds.upper;
        double sum = 0;
        for (Map.Entry<Double, Double> sample : samples.entrySet()) {
            sum += Math.clamp(sample.getKey(), least, most) * sample.getValue();
        }
        return sum / count;
    }
}
