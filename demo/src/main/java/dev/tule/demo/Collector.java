package dev.tule.demo;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Payload;
import dev.tule.wamp.client.WampClient;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Hears every sensor and keeps what it hears: each reading at once, and each sensor's day when the
 * next one begins.
 *
 * <p>Events arrive one at a time; each is kept on a virtual thread of its own, a few at once. While
 * those are busy the next event waits, and the router with it. {@code days} and the counts are
 * guarded by {@code this}.
 */
final class Collector implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Collector.class.getName());

    /** As many idle connections as the JDK's HTTP client keeps open to a server. */
    private static final int AT_ONCE = 5;

    private final Archive archive;
    private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free = new Semaphore(AT_ONCE);

    /** The day that each sensor is in: its readings so far by time. */
    private final Map<String, TreeMap<String, Reading>> days = new HashMap<>();

    private long kept;
    private long keptDays;
    private long failed;

    Collector(Archive archive) {
        this.archive = archive;
    }

    /** Subscribes to the temperatures of all sensors. */
    void listen(WampClient wamp) {
        wamp.subscribe(
                Topics.ALL_TEMPERATURES, MatchPolicy.WILDCARD, event -> take(event.payload()));
    }

    /** Waits until so many readings were taken since the start. */
    synchronized boolean awaitTaken(long count, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (kept + failed < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Keeps the days that are not over yet, as far as they have come. */
    void keepOpenDays() {
        List<TreeMap<String, Reading>> open;
        synchronized (this) {
            open = days.values().stream().<TreeMap<String, Reading>>map(TreeMap::new).toList();
        }
        open.forEach(this::keepDay);
    }

    synchronized long kept() {
        return kept;
    }

    synchronized long keptDays() {
        return keptDays;
    }

    synchronized long failed() {
        return failed;
    }

    /** Waits for what is being written. */
    @Override
    public void close() {
        writers.close();
    }

    private void take(Payload payload) throws InterruptedException {
        Reading reading = new Reading(payload.text(0), payload.text(1), payload.number(2));
        TreeMap<String, Reading> endedDay = new TreeMap<>();
        synchronized (this) {
            TreeMap<String, Reading> day =
                    days.computeIfAbsent(reading.sensor(), sensor -> new TreeMap<>());
            if (!day.isEmpty() && !day.firstEntry().getValue().date().equals(reading.date())) {
                endedDay.putAll(day);
                day.clear();
            }
            day.put(reading.time(), reading);
        }
        free.acquire();
        writers.execute(
                () -> {
                    try {
                        if (!endedDay.isEmpty()) {
                            keepDay(endedDay);
                        }
                        keep(reading);
                    } finally {
                        free.release();
                    }
                });
    }

    private void keep(Reading reading) {
        boolean done = false;
        try {
            archive.keep(reading);
            done = true;
        } catch (RuntimeException failure) {
            LOG.log(Level.ERROR, "A reading of " + reading.sensor() + " was not kept", failure);
        }
        synchronized (this) {
            if (done) {
                kept++;
            } else {
                failed++;
            }
            notifyAll();
        }
    }

    private void keepDay(SortedMap<String, Reading> day) {
        Reading first = day.values().iterator().next();
        try {
            archive.keepDay(first.sensor(), first.date(), List.copyOf(day.values()));
            synchronized (this) {
                keptDays++;
            }
        } catch (RuntimeException failure) {
            LOG.log(Level.ERROR, "A day of " + first.sensor() + " was not kept", failure);
            synchronized (this) {
                failed++;
            }
        }
    }
}
