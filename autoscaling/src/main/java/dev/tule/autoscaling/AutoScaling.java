package dev.tule.autoscaling;

import dev.tule.autoscaling.life.Group;
import dev.tule.autoscaling.resource.Place;
import dev.tule.aws.AccountRegion;
import dev.tule.aws.ServedApi;
import dev.tule.aws.stored.StoredPlace;
import dev.tule.store.Store;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;

/** Auto Scaling over a store: the part that a server registers. Safe for use by many threads. */
public final class AutoScaling implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AutoScaling.class.getName());
    private static final String NAME = "autoscaling";

    private final Store store;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Function<AccountRegion, Surroundings> around;
    private final Map<AccountRegion, AutoScalingService> services = new ConcurrentHashMap<>();
    private final Map<Named, Turn> turns = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor ticker =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofVirtual().name("autoscaling-ticker").factory());
    private final ExecutorService owners =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("autoscaling-", 0).factory());

    /** The last minute under which groups told of themselves; the ticker's. */
    private Instant measured = Instant.EPOCH;

    private AutoScaling(
            Store store,
            InstantSource clock,
            RandomGenerator random,
            Function<AccountRegion, Surroundings> around) {
        this.store = store;
        this.clock = clock;
        this.random = random;
        this.around = around;
    }

    /**
     * Auto Scaling over a store, which stays the caller's to close, after this.
     *
     * @param random what identifiers are made of; unpredictable, safe for many threads
     * @param around what groups of an account and region work with
     */
    public static AutoScaling open(
            Store store,
            InstantSource clock,
            RandomGenerator random,
            Function<AccountRegion, Surroundings> around,
            AutoScalingConfig config) {
        AutoScaling opened = new AutoScaling(store, clock, random, around);
        StoredPlace.known(Place.SERVICE, store).forEach(opened::service);
        long pace = config.pace().toMillis();
        long sweep = config.sweep().toMillis();
        var _ =
                opened.ticker.scheduleWithFixedDelay(
                        opened::tick, pace, pace, TimeUnit.MILLISECONDS);
        var _ =
                opened.ticker.scheduleWithFixedDelay(
                        opened::sweep, sweep, sweep, TimeUnit.MILLISECONDS);
        return opened;
    }

    /**
     * The service of an account and region: the same object each time. Not the caller's to close.
     */
    public AutoScalingClient client(AccountRegion where) {
        return service(where);
    }

    private AutoScalingService service(AccountRegion where) {
        return services.computeIfAbsent(
                where,
                _ ->
                        new AutoScalingService(
                                new Place(where, store, clock, random),
                                around.apply(where),
                                group -> wake(new Named(where, group))));
    }

    /**
     * Executes a policy for an alarm. Nothing happens while its group is scaling already or cools
     * down.
     *
     * @param policy its ARN
     * @param beyond how far the metric is beyond the alarm's threshold; empty where that isn't
     *     known
     */
    public void alarmed(
            AccountRegion where, String policy, String alarm, String state, OptionalDouble beyond) {
        service(where).scaling().alarmed(policy, alarm, state, beyond);
    }

    /** The API, for the front door to serve. */
    public ServedApi.Sdk<AutoScalingClient> api() {
        return new ServedApi.Sdk<>(
                NAME,
                NAME,
                AutoScalingClient.class,
                this::client,
                (where, operation, request) ->
                        new RequiredPermissions(where, around.apply(where).ec2())
                                .of(operation, request));
    }

    private record Named(AccountRegion where, String group) {}

    /** The one at a time who brings a group on, and how often that was asked for meanwhile. */
    private record Turn(Runnable owner, AtomicInteger asked) {}

    private void tick() {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        boolean begun = !minute.equals(measured);
        measured = minute;
        for (AutoScalingService service : services.values()) {
            guard(service::tell, "Alarms or notifications are not told yet");
            if (begun) {
                guard(() -> service.measure(minute), "Groups' metrics could not be noted");
            }
        }
        try {
            Set<Named> there = new HashSet<>();
            services.forEach(
                    (where, service) -> {
                        for (Group group : service.all()) {
                            there.add(new Named(where, group.name()));
                        }
                    });
            there.forEach(this::wake);
            turns.entrySet()
                    .removeIf(
                            turn ->
                                    !there.contains(turn.getKey())
                                            && turn.getValue().asked.get() == 0);
        } catch (RuntimeException failure) {
            LOG.log(Level.ERROR, "Groups could not be looked at", failure);
        }
    }

    private static void guard(Runnable work, String otherwise) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, otherwise, failure);
        }
    }

    /** Lets a group be brought on: now, or again when the pass under way has ended. */
    private void wake(Named named) {
        Turn turn =
                turns.computeIfAbsent(
                        named,
                        _ ->
                                new Turn(
                                        service(named.where).owner(named.group),
                                        new AtomicInteger()));
        if (turn.asked.getAndIncrement() == 0) {
            try {
                owners.execute(() -> run(turn));
            } catch (RejectedExecutionException closed) {
                LOG.log(Level.DEBUG, "Auto Scaling is closed");
            }
        }
    }

    private static void run(Turn turn) {
        int seen;
        do {
            seen = turn.asked.get();
            try {
                turn.owner.run();
            } catch (RuntimeException failure) {
                LOG.log(Level.WARNING, "A group could not be brought on", failure);
            }
        } while (!turn.asked.compareAndSet(seen, 0));
    }

    private void sweep() {
        try {
            services.values().forEach(AutoScalingService::forgetOld);
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "Activities that have grown old could not be deleted", failure);
        }
    }

    /** Ends when no group is being brought on any more; machines run on. */
    @Override
    public void close() {
        ticker.shutdownNow();
        owners.shutdownNow();
        owners.close();
    }
}
