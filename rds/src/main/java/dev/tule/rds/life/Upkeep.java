package dev.tule.rds.life;

import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.ServerEvent;
import dev.tule.engines.ServerReadings;
import dev.tule.engines.ServerState;
import dev.tule.engines.SourceRange;
import dev.tule.rds.event.EventLog;
import dev.tule.rds.export.Exports;
import dev.tule.rds.instance.Instance;
import dev.tule.rds.instance.Instances;
import dev.tule.rds.instance.Window;
import dev.tule.rds.parameter.ParameterGroup;
import dev.tule.rds.parameter.ParameterGroup.Setting;
import dev.tule.rds.parameter.ParameterGroups;
import dev.tule.rds.resource.Directories;
import dev.tule.rds.resource.Place;
import dev.tule.rds.resource.Status;
import dev.tule.rds.snapshot.SavedSnapshot;
import dev.tule.rds.snapshot.Snapshots;
import dev.tule.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Looks after instances that nothing is being done to: that they run, that groups have their
 * effect, that storage suffices, and what a window of time brings. Used by each instance's own
 * thread, and {@link #happened} by the engines'.
 */
public final class Upkeep {
    private static final double NEARLY_FULL = 0.9;
    private static final int LEAST_GROWTH = 10;

    private final Place place;
    private final Instances instances;
    private final ParameterGroups parameterGroups;
    private final Snapshots snapshots;
    private final Exports exports;
    private final Servers servers;
    private final Standbys standbys;
    private final EventLog events;
    private final Measurements measurements;
    private final Map<String, Instant> restorable = new ConcurrentHashMap<>();

    public Upkeep(
            Place place,
            Instances instances,
            ParameterGroups parameterGroups,
            Snapshots snapshots,
            Exports exports,
            Servers servers,
            Standbys standbys,
            EventLog events,
            Measurements measurements) {
        this.place = place;
        this.instances = instances;
        this.parameterGroups = parameterGroups;
        this.snapshots = snapshots;
        this.exports = exports;
        this.servers = servers;
        this.standbys = standbys;
        this.events = events;
        this.measurements = measurements;
    }

    /** True where there is now something to be done to the instance. */
    boolean look(Instance instance) {
        if (instance.is(Status.STOPPED)) {
            Instant again = instance.description().automaticRestartTime();
            return again != null
                    && again.isBefore(place.now())
                    && begin(instance, new Work.Start(), Status.STARTING);
        }
        if (!instance.is(Status.AVAILABLE) && !instance.is(Status.STORAGE_FULL)) {
            return false;
        }
        DatabaseServer server = servers.required(instance);
        if (server.state() == ServerState.FAILED && instance.isMultiAz()) {
            if (standbys.canTakeOver(instance)) {
                return failOver(instance);
            }
            server.start();
        }
        if (server.state() == ServerState.STOPPED) {
            server.start();
        }
        if (server.state() != ServerState.AVAILABLE) {
            return false;
        }
        if (instance.parametersAre(Instances.APPLYING)) {
            applyParameters(instance, server);
        }
        if (instance.isMultiAz() && standbys.look(instance)) {
            tell(instance.resourceId(), "failover", "Multi-AZ standby made anew");
        }
        if (instance.isReplica() && followsAnother(instance, server)) {
            return true;
        }
        List<SourceRange> sources = servers.sources(instance);
        if (!server.spec().listening().sources().equals(sources)) {
            server.listen(server.spec().listening().withSources(sources));
        }
        ServerReadings readings = server.readings();
        measurements.take(instance, readings);
        rememberRestorable(instance, server);
        expireBackups(instance);
        return storage(instance, readings) || windows(instance);
    }

    private boolean failOver(Instance instance) {
        tell(instance.resourceId(), "failover", "Multi-AZ instance failover started");
        return begin(instance, new Work.FailOver(), Status.REBOOTING);
    }

    /** True where the source's standby has taken over, so that this one is to be made anew. */
    private boolean followsAnother(Instance instance, DatabaseServer server) {
        String source = instance.description().readReplicaSourceDBInstanceIdentifier();
        return place.read(rows -> instances.find(rows, source))
                .filter(s -> !server.primary().equals(Optional.of(Servers.name(s))))
                .filter(s -> servers.find(s).isPresent())
                .map(s -> begin(instance, new Work.Replicate(s.resourceId()), Status.MODIFYING))
                .orElse(false);
    }

    private boolean begin(Instance instance, Work work, String status) {
        return place.transact(
                rows ->
                        instances
                                .byResource(rows, instance.resourceId())
                                .filter(now -> now.work() == null && now.is(instance.status()))
                                .map(
                                        now -> {
                                            instances.put(rows, now.doing(work, status));
                                            return true;
                                        })
                                .orElse(false));
    }

    // ---- parameters ----

    /** Applies what is to be applied at once; what waits for a restart is kept as it is. */
    private void applyParameters(Instance instance, DatabaseServer server) {
        ParameterGroup group =
                place.read(rows -> parameterGroups.required(rows, instance.parameterGroup()));
        Map<String, String> now = server.spec().parameters();
        Map<String, String> wanted = new TreeMap<>();
        boolean waits = false;
        for (Map.Entry<String, Setting> entry : group.settings().entrySet()) {
            String name = entry.getKey();
            Setting setting = entry.getValue();
            if (setting.method() == ApplyMethod.IMMEDIATE) {
                wanted.put(name, setting.value());
            } else {
                waits |= !setting.value().equals(now.get(name));
                if (now.containsKey(name)) {
                    wanted.put(name, now.get(name));
                }
            }
        }
        if (server.version().kind().isContained()) {
            wanted.putAll(now);
        }
        try {
            waits |= !server.configure(wanted).isEmpty();
            servers.standby(instance).ifPresent(standby -> standby.configure(wanted));
        } catch (EngineException e) {
            if (e.reason() != Reason.PARAMETER) {
                throw e;
            }
            waits = true;
            place.change(
                    rows ->
                            events.ofInstance(
                                    rows,
                                    instance,
                                    "configuration change",
                                    String.valueOf(e.getMessage())));
        }
        String status = waits ? Instances.PENDING_REBOOT : Instances.IN_SYNC;
        place.change(
                rows ->
                        instances.change(
                                rows,
                                instance.resourceId(),
                                i ->
                                        i.hasParameterGroup(group.name())
                                                ? i.withParameters(group.name(), status)
                                                : i));
    }

    // ---- storage ----

    private boolean storage(Instance instance, ServerReadings readings) {
        DBInstance description = instance.description();
        long limit = Servers.storage(instance);
        boolean full = readings.storageBytes() >= limit;
        if (full != instance.is(Status.STORAGE_FULL)) {
            note(instance, full);
        }
        Integer most = description.maxAllocatedStorage();
        if (most == null
                || most <= description.allocatedStorage()
                || readings.storageBytes() < limit * NEARLY_FULL) {
            return false;
        }
        int grown =
                description.allocatedStorage()
                        + Math.max(LEAST_GROWTH, description.allocatedStorage() / 10);
        Instance growing =
                instance.with(
                        d ->
                                d.pendingModifiedValues(
                                        description.pendingModifiedValues().toBuilder()
                                                .allocatedStorage(Math.min(grown, most))
                                                .build()));
        place.change(
                rows ->
                        instances.change(
                                rows,
                                instance.resourceId(),
                                i ->
                                        i.work() == null
                                                ? growing.doing(
                                                        new Work.Modify(true), Status.MODIFYING)
                                                : i));
        return true;
    }

    private void note(Instance instance, boolean full) {
        place.change(
                rows -> {
                    instances.change(
                            rows,
                            instance.resourceId(),
                            i ->
                                    i.work() == null
                                            ? i.done(full ? Status.STORAGE_FULL : Status.AVAILABLE)
                                            : i);
                    events.ofInstance(
                            rows,
                            instance,
                            full ? "low storage" : "notification",
                            full
                                    ? "Allocated storage has been exhausted. Allocate additional"
                                            + " storage to resolve."
                                    : "There is room in the allocated storage again.");
                });
    }

    // ---- windows ----

    private boolean windows(Instance instance) {
        DBInstance description = instance.description();
        Instant now = place.now();
        boolean waiting =
                description.pendingModifiedValues().dbInstanceClass() != null
                        || description.pendingModifiedValues().allocatedStorage() != null
                        || description.pendingModifiedValues().multiAZ() != null
                        || description.pendingModifiedValues().iamDatabaseAuthenticationEnabled()
                                != null
                        || description.pendingModifiedValues().dbInstanceIdentifier() != null;
        if (waiting && Window.contains(description.preferredMaintenanceWindow(), now)) {
            return begin(instance, new Work.Modify(true), Status.MODIFYING);
        }
        if (description.backupRetentionPeriod() == 0 || instance.isReplica()) {
            return false;
        }
        String window = description.preferredBackupWindow();
        if (Window.contains(window, now)) {
            return backUp(instance, Window.began(window, now));
        }
        // Where automated backups are turned on, there is one at once.
        return place.read(rows -> snapshots.automated(rows, instance.resourceId())).isEmpty()
                && backUp(instance, Instant.MIN);
    }

    /**
     * @param since where there is an automated backup of a later time, there is no need of another
     */
    private boolean backUp(Instance instance, Instant since) {
        return place.transact(
                rows -> {
                    boolean recent =
                            snapshots.automated(rows, instance.resourceId()).stream()
                                    .anyMatch(saved -> Snapshots.taken(saved).isAfter(since));
                    Optional<Instance> idle =
                            instances
                                    .byResource(rows, instance.resourceId())
                                    .filter(i -> i.work() == null && !recent);
                    idle.ifPresent(
                            i -> {
                                SavedSnapshot saved =
                                        snapshots.begin(
                                                rows,
                                                i,
                                                snapshots.automatedName(i),
                                                SavedSnapshot.AUTOMATED);
                                events.ofInstance(rows, i, "backup", "Backing up DB instance");
                                instances.put(
                                        rows,
                                        i.doing(new Work.BackUp(saved.id()), Status.BACKING_UP));
                            });
                    return idle.isPresent();
                });
    }

    /** The last backup before the retention period stays: one must be there to go on from. */
    private void expireBackups(Instance instance) {
        int days = instance.description().backupRetentionPeriod();
        Instant oldest = place.now().minus(Duration.ofDays(Math.max(days, 1)));
        List<SavedSnapshot> automated =
                place.read(rows -> snapshots.automated(rows, instance.resourceId()));
        List<SavedSnapshot> old =
                automated.stream()
                        .filter(saved -> Snapshots.taken(saved).isBefore(oldest))
                        .toList();
        int keep = days > 0 ? 1 : 0;
        List<SavedSnapshot> left = new ArrayList<>(automated);
        for (SavedSnapshot expired : old.subList(0, Math.max(0, old.size() - keep))) {
            if (place.transact(rows -> expire(rows, expired))) {
                Directories.delete(snapshots.backup(expired));
                left.remove(expired);
            }
        }
        if (left.size() < automated.size() && !left.isEmpty()) {
            servers.trim(instance, left.getFirst());
        }
    }

    /** One whose export waits is held until that has ended. */
    private boolean expire(Transaction rows, SavedSnapshot expired) {
        if (exports.isExporting(rows, expired.arn())) {
            return false;
        }
        snapshots.remove(rows, expired);
        return true;
    }

    private void rememberRestorable(Instance instance, DatabaseServer server) {
        server.latestRestorableTime()
                .ifPresent(time -> restorable.put(instance.resourceId(), time));
    }

    /** Until when an instance can be restored, as it was known at the last look. */
    public Optional<Instant> restorable(Instance instance) {
        return Optional.ofNullable(restorable.get(instance.resourceId()));
    }

    /**
     * Until when an instance can be restored now; empty where nothing is archived. A server that
     * runs archives what it has when a restore asks for it, so that is now.
     */
    public Optional<Instant> latestRestorable(Instance instance) {
        return servers.find(instance)
                .filter(server -> server.spec().archive() != null)
                .flatMap(
                        server ->
                                server.state() == ServerState.AVAILABLE
                                        ? Optional.of(place.now())
                                        : server.latestRestorableTime());
    }

    // ---- what the engines tell ----

    void happened(Instance instance, ServerEvent event) {
        String resourceId = instance.resourceId();
        switch (event.type()) {
            case CRASHED -> {
                // A Multi-AZ instance fails over, which is told of when it begins.
                if (!instance.isMultiAz()) {
                    tell(
                            resourceId,
                            "recovery",
                            "Recovery of the DB instance has started. Recovery time will vary with"
                                    + " the amount of data to be recovered.");
                }
            }
            case RECOVERED ->
                    tell(resourceId, "recovery", "Recovery of the DB instance is complete.");
            case FAILED -> {
                tell(resourceId, "failure", event.message());
                place.change(
                        rows ->
                                instances.change(
                                        rows,
                                        resourceId,
                                        i -> i.work() == null ? i.done(Status.FAILED) : i));
            }
            default -> {
                // What was asked for is told of where it was asked for.
            }
        }
    }

    private void tell(String resourceId, String category, String message) {
        place.change(
                rows ->
                        instances
                                .byResource(rows, resourceId)
                                .ifPresent(i -> events.ofInstance(rows, i, category, message)));
    }
}
