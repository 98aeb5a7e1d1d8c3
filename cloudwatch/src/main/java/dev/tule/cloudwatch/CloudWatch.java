package dev.tule.cloudwatch;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.Permission;
import dev.tule.aws.ServedApi;
import dev.tule.aws.stored.StoredPlace;
import dev.tule.cloudwatch.alarm.AlarmClock;
import dev.tule.cloudwatch.alarm.AlarmTarget;
import dev.tule.cloudwatch.resource.Place;
import dev.tule.store.Store;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** CloudWatch over a store: the part that a server registers. Safe for use by many threads. */
public final class CloudWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CloudWatch.class.getName());

    private final Store store;
    private final InstantSource clock;
    private final CloudWatchConfig config;
    private final Map<AccountRegion, CloudWatchService> services = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeper =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofVirtual().name("cloudwatch-sweeper").factory());
    private final AlarmTarget target;
    private final AlarmClock alarmClock;

    private CloudWatch(
            Store store, InstantSource clock, CloudWatchConfig config, AlarmTarget target) {
        this.store = store;
        this.clock = clock;
        this.config = config;
        this.target = target;
        this.alarmClock =
                new AlarmClock(
                        clock,
                        () -> services.values().forEach(service -> service.alarms().follow()),
                        () -> services.values().forEach(service -> service.alarms().act()));
        StoredPlace.known(Place.SERVICE, store).forEach(this::service);
        alarmClock.start(config.alarmTick());
        long seconds = config.sweep().toSeconds();
        var _ = sweeper.scheduleWithFixedDelay(this::sweep, seconds, seconds, TimeUnit.SECONDS);
    }

    /**
     * CloudWatch over a store, which stays the caller's to close, after this.
     *
     * @param target what alarms act on
     */
    public static CloudWatch open(
            Store store, InstantSource clock, CloudWatchConfig config, AlarmTarget target) {
        return new CloudWatch(store, clock, config, target);
    }

    /**
     * The service of an account and region: the same object each time. Not the caller's to close.
     */
    public CloudWatchClient client(AccountRegion where) {
        return service(where);
    }

    private CloudWatchService service(AccountRegion where) {
        return services.computeIfAbsent(
                where,
                _ ->
                        new CloudWatchService(
                                new Place(where, store, clock), config, target, alarmClock::wake));
    }

    /**
     * Takes in what a service of this cloud has measured, in AWS's own namespaces, which are closed
     * to clients. Returns when it is on stable storage.
     *
     * @param namespace such as {@code AWS/EC2}
     */
    public void put(AccountRegion where, String namespace, List<MetricDatum> data) {
        service(where).metrics().take(namespace, data);
    }

    /** The API, for the front door to serve. */
    public ServedApi.Sdk<CloudWatchClient> api() {
        return new ServedApi.Sdk<>(
                "cloudwatch",
                "monitoring",
                CloudWatchClient.class,
                this::client,
                CloudWatch::permissions);
    }

    /** Alarms have ARNs, metrics have none (Service Authorization Reference). */
    private static List<Permission> permissions(
            AccountRegion where, String operation, SdkRequest request) {
        String action = "cloudwatch:" + operation;
        List<Permission> alarms = new ArrayList<>();
        if (!operation.startsWith("Describe")) {
            request.getValueForField("AlarmName", String.class)
                    .ifPresent(name -> alarms.add(new Permission(action, alarm(where, name))));
            request.getValueForField("AlarmNames", List.class).stream()
                    .flatMap(names -> ((List<?>) names).stream())
                    .map(name -> new Permission(action, alarm(where, name.toString())))
                    .forEach(alarms::add);
        }
        return alarms.isEmpty() ? Permission.onAny(action) : alarms;
    }

    private static String alarm(AccountRegion where, String name) {
        return "arn:aws:cloudwatch:%s:%s:alarm:%s".formatted(where.region(), where.account(), name);
    }

    /** Lets alarms follow what is measured, and does their actions, before it returns. */
    void followAlarms() {
        alarmClock.runNow();
    }

    /** Deletes what has grown old. */
    void sweep() {
        for (CloudWatchService service : services.values()) {
            try {
                service.store().forgetOld();
                service.alarms().forgetOld();
            } catch (RuntimeException failure) {
                LOG.log(Level.WARNING, "Metrics that have grown old could not be deleted", failure);
            }
        }
    }

    @Override
    public void close() {
        alarmClock.close();
        sweeper.shutdownNow();
        services.values().forEach(CloudWatchService::close);
    }
}
