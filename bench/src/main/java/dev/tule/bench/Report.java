package dev.tule.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Prints a table of medians, Tule beside a peer. Confined to the main thread. */
final class Report {
    private final PrintStream out;
    private final PrintStream progress;

    Report(PrintStream out, PrintStream progress) {
        this.out = out;
        this.progress = progress;
    }

    /** Tells who waits what is being measured; no part of the tables. */
    void progress(String format, Object... arguments) {
        progress.printf(Locale.ROOT, format + "%n", arguments);
    }

    void heading(String peer, String unit) {
        out.printf("%n| %s | Tule | %s | ratio |%n|---|---|---|---|%n", unit, peer);
    }

    /** A line of what was measured in each round of the two. */
    void line(String what, double[] tule, double[] peer) {
        double ours = median(tule);
        double theirs = median(peer);
        out.printf(
                Locale.ROOT,
                "| %s | %,.0f (%,.0f to %,.0f) | %,.0f (%,.0f to %,.0f) | %.2f |%n",
                what,
                ours,
                min(tule),
                max(tule),
                theirs,
                min(peer),
                max(peer),
                ours / theirs);
    }

    /** A table of any columns; rows follow. */
    void columns(String what, List<String> names) {
        out.printf("%n| %s | %s |%n|---|%s%n", what, join(names), "---|".repeat(names.size()));
    }

    /** A row: for each column what was measured in each round. */
    void row(String name, Collection<double[]> figures) {
        out.printf("| %s | %s |%n", name, join(figures.stream().map(Report::figure).toList()));
    }

    private static String join(List<String> cells) {
        return String.join(" | ", cells);
    }

    private static String figure(double[] values) {
        if (Double.isNaN(median(values))) {
            return "-";
        }
        return values.length == 1
                ? String.format(Locale.ROOT, "%,.0f", values[0])
                : String.format(
                        Locale.ROOT,
                        "%,.0f (%,.0f to %,.0f)",
                        median(values),
                        min(values),
                        max(values));
    }

    void say(String format, Object... arguments) {
        out.printf(Locale.ROOT, format + "%n", arguments);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElse(Double.NaN);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }
}
