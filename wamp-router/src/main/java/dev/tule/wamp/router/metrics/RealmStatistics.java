package dev.tule.wamp.router.metrics;

import java.util.concurrent.atomic.LongAdder;

/** What the router counts on one realm. Safe for use by many threads. */
public final class RealmStatistics {
    public final LongAdder calls = new LongAdder();
    public final LongAdder publications = new LongAdder();

    /**
     * @param sessions how many there are
     */
    public RealmCounters snapshot(int sessions) {
        return new RealmCounters(sessions, calls.sum(), publications.sum());
    }
}
