package dev.tule.rds.life;

import dev.tule.engines.Backup;
import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineException.Reason;
import dev.tule.engines.StopMode;
import dev.tule.rds.Surroundings;
import dev.tule.rds.engine.Engine;
import dev.tule.rds.engine.Release;
import dev.tule.rds.event.EventLog;
import dev.tule.rds.export.Exports;
import dev.tule.rds.instance.Instance;
import dev.tule.rds.instance.Instances;
import dev.tule.rds.resource.Directories;
import dev.tule.rds.resource.Place;
import dev.tule.rds.resource.Status;
import dev.tule.rds.resource.Tags;
import dev.tule.rds.secret.SecretVault;
import dev.tule.rds.snapshot.SavedSnapshot;
import dev.tule.rds.snapshot.Snapshots;
import dev.tule.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.Endpoint;

/**
 * Does what instances' rows say is to be done. Each {@link Work} ends with one transaction that
 * takes it out of the row; until then all of it may be done again. Used by each instance's own
 * thread.
 */
public final class Works {
    /** RDS User Guide, "Stopping a DB instance": it is started again after seven days. */
    private static final Duration LONGEST_STOP = Duration.ofDays(7);

    private final Place place;
    private final Surroundings around;
    private final Instances instances;
    private final Snapshots snapshots;
    private final Exports exports;
    private final Servers servers;
    private final Standbys standbys;
    private final SecretVault vault;
    private final EventLog events;
    private final Modifications modifications;

    public Works(
            Place place,
            Surroundings around,
            Instances instances,
            Snapshots snapshots,
            Exports exports,
            Servers servers,
            Standbys standbys,
            SecretVault vault,
            EventLog events,
            Modifications modifications) {
        this.place = place;
        this.around = around;
        this.instances = instances;
        this.snapshots = snapshots;
        this.exports = exports;
        this.servers = servers;
        this.standbys = standbys;
        this.vault = vault;
        this.events = events;
        this.modifications = modifications;
    }

    void doWork(Instance instance, Work work) {
        switch (work) {
            case Work.Create() -> create(instance);
            case Work.Restore(String snapshot) -> restore(instance, snapshot);
            case Work.Rewind(String source, long time) ->
                    rewind(instance, source, Instant.ofEpochMilli(time));
            case Work.Replicate(String source) -> replicate(instance, source);
            case Work.Modify(boolean all) -> modifications.apply(instance, all);
            case Work.Reboot(boolean failover) -> {
                if (!failover || !failOver(instance)) {
                    reboot(instance);
                }
            }
            case Work.FailOver() -> {
                if (!failOver(instance)) {
                    start(instance);
                }
            }
            case Work.Stop(var snapshot) -> stop(instance, snapshot);
            case Work.Start() -> start(instance);
            case Work.Promote() -> promote(instance);
            case Work.BackUp(String snapshot) -> {
                take(instance, snapshot);
                finish(instance, (rows, now) -> instances.put(rows, now.done(Status.AVAILABLE)));
            }
            case Work.Delete(var snapshot) -> delete(instance, snapshot);
        }
    }

    // ---- beginnings ----

    private void create(Instance instance) {
        Release release =
                around.releases()
                        .required(
                                Engine.of(instance.description().engine()).orElseThrow(),
                                instance.description().engineVersion());
        DatabaseServer server =
                servers.ensure(
                        instance,
                        spec ->
                                around.engines()
                                        .create(
                                                release.version(),
                                                spec,
                                                servers.master(instance),
                                                instance.description().dbName()));
        begun(instance, server, "creation", "DB instance created");
    }

    private void restore(Instance instance, String snapshotId) {
        SavedSnapshot snapshot = place.read(rows -> snapshots.required(rows, snapshotId));
        DatabaseServer server =
                servers.ensure(
                        instance,
                        spec ->
                                around.engines()
                                        .restore(
                                                around.engines()
                                                        .backupAt(snapshots.backup(snapshot)),
                                                spec));
        begun(instance, server, "restoration", "Restored from snapshot " + snapshotId);
    }

    private void rewind(Instance instance, String source, Instant moment) {
        SavedSnapshot snapshot =
                place.read(rows -> snapshots.before(rows, source, moment))
                        .orElseThrow(
                                () ->
                                        new EngineException(
                                                Reason.POINT_IN_TIME,
                                                "There is no backup from before " + moment));
        DatabaseServer server =
                servers.ensure(
                        instance,
                        spec ->
                                around.engines()
                                        .restore(
                                                around.engines()
                                                        .backupAt(snapshots.backup(snapshot)),
                                                snapshots.archive(source),
                                                moment,
                                                spec));
        begun(
                instance,
                server,
                "restoration",
                "Restored from DB instance %s to %s"
                        .formatted(snapshot.description().dbInstanceIdentifier(), moment));
    }

    private void replicate(Instance instance, String source) {
        Instance primary =
                place.read(rows -> instances.byResource(rows, source))
                        .orElseThrow(
                                () ->
                                        new EngineException(
                                                Reason.ENGINE, "The source is there no more"));
        // A failover of the source has left it following nobody.
        servers.find(instance)
                .filter(server -> !server.primary().equals(Optional.of(Servers.name(primary))))
                .ifPresent(DatabaseServer::delete);
        DatabaseServer server =
                servers.ensure(
                        instance,
                        spec -> around.engines().replicate(servers.required(primary), spec, false));
        if (instance.description().endpoint() == null) {
            begun(instance, server, "creation", "DB instance created");
        } else {
            begun(instance, server, "read replica", "Replication was begun anew");
        }
    }

    /** It answers: it has an endpoint, and is backed up next where it is to be. */
    private void begun(Instance instance, DatabaseServer server, String category, String message) {
        String address = server.address().getAddress().getHostAddress();
        int port = server.address().getPort();
        if (instance.isMultiAz()) {
            standbys.ensure(instance);
        }
        Endpoint endpoint = Endpoint.builder().address(address).port(port).build();
        finish(
                instance,
                (rows, now) -> {
                    Instance here =
                            now.reachedAt(address)
                                    .withPassword(new byte[0])
                                    .with(d -> d.endpoint(endpoint).dbInstancePort(port));
                    events.ofInstance(rows, here, category, message);
                    instances.put(rows, next(rows, here));
                });
    }

    /** Ends what was being done, unless something else is to be done by now. */
    private void finish(Instance instance, BiConsumer<Transaction, Instance> end) {
        place.change(
                rows ->
                        instances
                                .byResource(rows, instance.resourceId())
                                .filter(now -> Objects.equals(now.work(), instance.work()))
                                .ifPresent(now -> end.accept(rows, now)));
    }

    private Instance next(Transaction rows, Instance begun) {
        if (begun.description().backupRetentionPeriod() == 0 || begun.isReplica()) {
            return begun.done(Status.AVAILABLE);
        }
        SavedSnapshot first =
                snapshots.begin(
                        rows, begun, snapshots.automatedName(begun), SavedSnapshot.AUTOMATED);
        return begun.doing(new Work.BackUp(first.id()), Status.BACKING_UP);
    }

    // ---- running and not ----

    private void reboot(Instance instance) {
        DatabaseServer server = servers.required(instance);
        server.configure(servers.parameters(instance));
        server.restart();
        if (instance.isMultiAz()) {
            servers.standby(instance)
                    .ifPresent(
                            standby -> {
                                standby.configure(servers.parameters(instance));
                                standby.restart();
                            });
        }
        finish(
                instance,
                (rows, now) -> {
                    instances.put(
                            rows,
                            now.withParameters(now.parameterGroup(), Instances.IN_SYNC)
                                    .done(Status.AVAILABLE));
                    events.ofInstance(rows, instance, "availability", "DB instance restarted");
                });
    }

    /** False where the standby has less than the primary; then nothing is done. */
    private boolean failOver(Instance instance) {
        boolean forced = instance.work() instanceof Work.Reboot;
        if (forced && standbys.canTakeOver(instance)) {
            servers.standby(instance)
                    .ifPresent(standby -> standby.configure(servers.parameters(instance)));
        }
        if (!standbys.failOver(instance)) {
            return false;
        }
        finish(
                instance,
                (rows, now) -> {
                    Instance over = now.failedOver();
                    Instance next =
                            forced
                                    ? over.withParameters(over.parameterGroup(), Instances.IN_SYNC)
                                    : over;
                    instances.put(rows, next.done(Status.AVAILABLE));
                    events.ofInstance(
                            rows, instance, "failover", "Multi-AZ instance failover completed");
                    if (forced) {
                        events.ofInstance(rows, instance, "availability", "DB instance restarted");
                    }
                });
        return true;
    }

    private void stop(Instance instance, @Nullable String snapshot) {
        if (snapshot != null) {
            take(instance, snapshot);
        }
        // The primary first: as it ends it waits for the standby to have all.
        servers.required(instance).stop(StopMode.FAST);
        servers.standby(instance).ifPresent(standby -> standby.stop(StopMode.FAST));
        Instant again = place.now().plus(LONGEST_STOP);
        finish(
                instance,
                (rows, now) -> {
                    instances.put(
                            rows,
                            now.with(d -> d.automaticRestartTime(again)).done(Status.STOPPED));
                    events.ofInstance(rows, instance, "notification", "DB instance stopped");
                });
    }

    private void start(Instance instance) {
        DatabaseServer server = servers.required(instance);
        server.configure(servers.parameters(instance));
        server.start();
        if (instance.isMultiAz()) {
            standbys.ensure(instance);
        }
        finish(
                instance,
                (rows, now) -> {
                    instances.put(
                            rows,
                            now.with(d -> d.automaticRestartTime(null))
                                    .withParameters(now.parameterGroup(), Instances.IN_SYNC)
                                    .done(Status.AVAILABLE));
                    events.ofInstance(rows, instance, "notification", "DB instance started");
                });
    }

    private void promote(Instance instance) {
        DatabaseServer server = servers.required(instance);
        if (server.replication().isPresent()) {
            server.promote();
        }
        finish(
                instance,
                (rows, before) -> {
                    String source = before.description().readReplicaSourceDBInstanceIdentifier();
                    if (source != null) {
                        Replicas.detach(rows, instances, source, before.id());
                    }
                    Instance alone =
                            before.with(d -> d.readReplicaSourceDBInstanceIdentifier(null));
                    events.ofInstance(
                            rows, alone, "read replica", "Promoted Read Replica to a DB instance");
                    instances.put(rows, next(rows, alone));
                });
    }

    // ---- backups ----

    /** Takes the snapshot of that name, unless an earlier try has. */
    private void take(Instance instance, String id) {
        Optional<SavedSnapshot> saved = place.read(rows -> snapshots.find(rows, id));
        if (saved.isEmpty() || saved.get().isAvailable()) {
            return;
        }
        SavedSnapshot snapshot = saved.get();
        Backup backup = servers.backup(instance, snapshots.backup(snapshot));
        place.change(
                rows -> {
                    snapshots.put(
                            rows,
                            snapshot.with(
                                    d ->
                                            d.status(Status.AVAILABLE)
                                                    .percentProgress(100)
                                                    .snapshotCreateTime(backup.takenAt())
                                                    .originalSnapshotCreateTime(backup.takenAt())));
                    if (snapshot.isAutomated()) {
                        events.ofInstance(rows, instance, "backup", "Finished DB Instance backup");
                    } else {
                        events.ofSnapshot(
                                rows,
                                snapshot.id(),
                                snapshot.arn(),
                                "creation",
                                "Manual snapshot created");
                    }
                });
    }

    // ---- ends ----

    private void delete(Instance instance, @Nullable String finalSnapshot) {
        if (finalSnapshot != null && servers.find(instance).isPresent()) {
            take(instance, finalSnapshot);
        }
        standbys.delete(instance);
        servers.find(instance).ifPresent(DatabaseServer::delete);
        Directories.delete(snapshots.archive(instance.resourceId()));
        List<SavedSnapshot> removed = new ArrayList<>();
        finish(
                instance,
                (rows, now) -> {
                    removed.clear();
                    // One whose export waits goes when that has ended.
                    snapshots.automated(rows, instance.resourceId()).stream()
                            .filter(automated -> !exports.isExporting(rows, automated.arn()))
                            .forEach(removed::add);
                    removed.forEach(automated -> snapshots.remove(rows, automated));
                    String source = instance.description().readReplicaSourceDBInstanceIdentifier();
                    if (source != null) {
                        Replicas.detach(rows, instances, source, now.id());
                    }
                    events.ofInstance(rows, now, "deletion", "DB instance deleted");
                    Tags.clear(rows, now.arn());
                    if (now.description().masterUserSecret() != null) {
                        vault.delete(rows, now.description().masterUserSecret().secretArn());
                    }
                    instances.remove(rows, now);
                });
        removed.forEach(automated -> Directories.delete(snapshots.backup(automated)));
    }

    /** What can't be done is no more to do; the instance says so. */
    void giveUp(Instance instance, EngineException trouble) {
        String status =
                switch (trouble.reason()) {
                    case ADDRESS_IN_USE -> "incompatible-network";
                    case PARAMETER -> "incompatible-parameters";
                    case BACKUP, POINT_IN_TIME -> "incompatible-restore";
                    default -> Status.FAILED;
                };
        boolean backup = instance.work() instanceof Work.BackUp;
        finish(
                instance,
                (rows, now) -> {
                    if (instance.work() instanceof Work.BackUp(String snapshot)) {
                        snapshots
                                .find(rows, snapshot)
                                .ifPresent(
                                        saved ->
                                                snapshots.put(
                                                        rows,
                                                        saved.with(d -> d.status(Status.FAILED))));
                    }
                    instances.put(rows, now.done(backup ? Status.AVAILABLE : status));
                    events.ofInstance(
                            rows, instance, "failure", String.valueOf(trouble.getMessage()));
                });
    }
}
