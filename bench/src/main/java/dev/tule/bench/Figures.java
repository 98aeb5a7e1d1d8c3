package dev.tule.bench;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one candidate gave: by the name of the figure, a number each round. Not thread-safe. */
final class Figures {
    private final int rounds;
    private final Map<String, double[]> byName = new LinkedHashMap<>();

    Figures(int rounds) {
        this.rounds = rounds;
    }

    void set(int round, String name, double value) {
        byName.computeIfAbsent(name, n -> new double[rounds])[round] = value;
    }

    Collection<double[]> values() {
        return byName.values();
    }

    /** Prints a table, a row for each candidate; all have figures of the same names. */
    static void print(Report report, String heading, Map<String, Figures> byCandidate) {
        List<String> names = List.copyOf(byCandidate.values().iterator().next().byName.keySet());
        report.columns(heading, names);
        byCandidate.forEach((candidate, figures) -> report.row(candidate, figures.values()));
    }

    /** Prints a table of Tule beside a peer, a row for each figure that both have. */
    static void compare(Report report, String heading, Figures tule, String peer, Figures peers) {
        report.heading(peer, heading);
        tule.byName.forEach(
                (name, ours) -> {
                    double[] theirs = peers.byName.get(name);
                    if (theirs != null) {
                        report.line(name, ours, theirs);
                    }
                });
    }
}
