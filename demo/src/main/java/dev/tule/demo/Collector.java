package dev.tule.demo;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Payload;
import dev.tule.wamp.client.WampClient;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Hears every sensor and keeps what it hears: each reading at once, and each hour of all sensors as
 * a batch when the next one begins.
 *
 * <p>Events arrive one at a time; each is kept on a virtual thread of its own, a few at once. While
 * those are busy the next event waits, and the router with it. {@code hour} and the counts are
 * guarded by {@code this}.
 */
final class Collector implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Collector.class.getName());

    /** As many idle connections as the JDK's HTTP client keeps open to a server. */
    private static final int AT_ONCE = 5;

    private final Archive archive;
    private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free = new Semaphore(AT_ONCE);

    /** The hour that the sensors are in: its readings so far by sensor. */
    private final TreeMap<String, Reading> hour = new TreeMap<>();

    private long kept;
    private long keptHours;
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

    /** Keeps the hour that is not over yet, as far as it has come. */
    void keepOpenHour() {
        List<Reading> open;
        synchronized (this) {
            open = List.copyOf(hour.values());
        }
        if (!open.isEmpty()) {
            keepHour(open);
        }
    }

    synchronized long kept() {
        return kept;
    }

    synchronized long keptHours() {
        return keptHours;
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
        List<Reading> ended = List.of();
        synchronized (this) {
            if (!hour.isEmpty() && !hour.firstEntry().getValue().time().equals(reading.time())) {
                ended = List.copyOf(hour.values());
                hour.clear();
            }
            hour.put(reading.sensor(), reading);
        }
        List<Reading> batch = ended;
        free.acquire();
        writers.execute(
                () -> {
                    try {
                        if (!batch.isEmpty()) {
                            keepHour(batch);
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

    private void keepHour(List<Reading> readings) {
        String time = readings.getFirst().time();
        try {
            archive.keepHour(time, readings);
            synchronized (this) {
                keptHours++;
            }
        } catch (RuntimeException failure) {
            LOG.log(Level.ERROR, "The hour " + time + " was not kept", failure);
            synchronized (this) {
                failed++;
            }
        }
    }
}
