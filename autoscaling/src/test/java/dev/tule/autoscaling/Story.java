package dev.tule.autoscaling;

import java.util.ArrayList;
import java.util.List;

/** What happened in a simulated life so far, for the one that fails. For one thread. */
final class Story {
    private final List<String> told = new ArrayList<>();
    private int crashes;

    void add(String event) {
        told.add(event);
    }

    void crash(Chaos.Crash crash) {
        add("crash " + crash.getMessage());
        crashes++;
    }

    @Override
    public String toString() {
        return crashes + " crashes; " + told;
    }
}
