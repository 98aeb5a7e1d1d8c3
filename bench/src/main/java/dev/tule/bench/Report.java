package dev.tule.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/** Prints a table of medians, Tule beside a peer. Confined to the main thread. */
final class Report {
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
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
