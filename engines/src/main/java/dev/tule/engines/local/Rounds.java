package dev.tule.engines.local;

import java.lang.System.Logger;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks after all servers of a directory by the clock: that they live, that they answer, that their
 * houses are kept and their logs archived. One platform thread tells the time; what is done to a
 * server is done elsewhere.
 */
final class Rounds implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Rounds.class.getName());
    private static final Duration WATCH = Duration.ofMillis(250);
    private static final Duration HOUSEKEEPING = Duration.ofSeconds(30);
    private static final Duration ARCHIVE = Duration.ofMinutes(5);

    private final Family family;
    private final ExecutorService tasks;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("engine-watch").factory());

    Rounds(Family family, ExecutorService tasks) {
        this.family = family;
        this.tasks = tasks;
    }

    /**
     * @param patience with servers that hang
     */
    void begin(Duration patience) {
        every(WATCH, this::watch);
        every(patience.dividedBy(Pulse.QUESTIONS), each(server -> server.vigil().feelPulse()));
        every(HOUSEKEEPING, each(server -> server.housekeeping().keepHouse()));
        every(ARCHIVE, each(server -> server.housekeeping().archive()));
    }

    private void every(Duration period, Runnable round) {
        Runnable safely =
                () -> {
                    try {
                        round.run();
                    } catch (RuntimeException e) {
                        LOG.log(Logger.Level.ERROR, "looking after servers failed", e);
                    }
                };
        var _ =
                clock.scheduleWithFixedDelay(
                        safely, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void watch() {
        for (LocalServer server : family.all()) {
            if (server.vigil().hasCrashed()) {
                tasks.execute(server.vigil()::recover);
            }
        }
    }

    private Runnable each(Consumer<LocalServer> task) {
        return () -> family.all().forEach(server -> tasks.execute(() -> task.accept(server)));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
