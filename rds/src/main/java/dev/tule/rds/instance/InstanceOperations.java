package dev.tule.rds.instance;

import dev.tule.rds.Surroundings;
import dev.tule.rds.engine.Engine;
import dev.tule.rds.engine.Release;
import dev.tule.rds.life.Lives;
import dev.tule.rds.life.Replicas;
import dev.tule.rds.life.Upkeep;
import dev.tule.rds.life.Work;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Filters;
import dev.tule.rds.resource.Listing;
import dev.tule.rds.resource.Names;
import dev.tule.rds.resource.Place;
import dev.tule.rds.resource.Status;
import dev.tule.rds.resource.Tags;
import dev.tule.rds.resource.Unsupported;
import dev.tule.rds.secret.Secret;
import dev.tule.rds.secret.SecretVault;
import dev.tule.rds.snapshot.Copies;
import dev.tule.rds.snapshot.SavedSnapshot;
import dev.tule.rds.snapshot.Snapshots;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StartDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StopDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * DB instances: made, described, stopped and started, deleted (RDS User Guide, "Amazon RDS DB
 * instances"). What takes time is written down as work, and done behind the answer. Safe for use by
 * many threads.
 */
public final class InstanceOperations {
    static final int QUOTA = 40;
    private static final int MOST_REPLICAS = 15;

    private final Place place;
    private final Surroundings around;
    private final Instances instances;
    private final Creation creation;
    private final Snapshots snapshots;
    private final SecretVault vault;
    private final Lives lives;
    private final Upkeep upkeep;

    public InstanceOperations(
            Place place,
            Surroundings around,
            Instances instances,
            Creation creation,
            Snapshots snapshots,
            SecretVault vault,
            Lives lives,
            Upkeep upkeep) {
        this.place = place;
        this.around = around;
        this.instances = instances;
        this.creation = creation;
        this.snapshots = snapshots;
        this.vault = vault;
        this.lives = lives;
        this.upkeep = upkeep;
    }

    // ---- beginnings ----

    public DBInstance create(CreateDbInstanceRequest request) {
        Unsupported.refuse(request);
        Release release = creation.release(request.engine(), version(request));
        Settings.masterUser(release.engine(), request.masterUsername());
        Settings.database(release.engine(), request.dbName());
        return begin(request, release, new Work.Create(), password(request, release));
    }

    private String password(CreateDbInstanceRequest request, Release release) {
        if (!Boolean.TRUE.equals(request.manageMasterUserPassword())) {
            return Settings.password(release.engine(), request.masterUserPassword());
        }
        if (request.masterUserPassword() != null) {
            throw Faults.invalidCombination(
                    "You can't specify MasterUserPassword when ManageMasterUserPassword is true.");
        }
        return vault.newPassword();
    }

    /** Programs that name an old engine with its version don't mean that version of today's. */
    private static @Nullable String version(CreateDbInstanceRequest request) {
        boolean old = Engine.isOldName(Names.required("Engine", request.engine()));
        return old ? null : request.engineVersion();
    }

    /**
     * Writes down a new instance.
     *
     * @param password of its master user; null where it comes with the data
     */
    public DBInstance begin(
            CreateDbInstanceRequest request,
            Release release,
            Work work,
            @Nullable String password) {
        Instance made =
                place.transact(
                        rows -> {
                            Instance wanted = creation.instance(rows, request, release);
                            if (instances.all(rows).size() >= QUOTA) {
                                throw Faults.instanceQuota(
                                        "There are %d DB instances, as many as may be."
                                                .formatted(QUOTA));
                            }
                            Instance instance =
                                    password == null
                                            ? wanted
                                            : wanted.withPassword(
                                                    around.secrets()
                                                            .seal(password, wanted.resourceId()));
                            Instance begun =
                                    managed(rows, request, password, instance)
                                            .doing(work, Status.CREATING);
                            instances.add(rows, begun);
                            Tags.add(rows, begun.arn(), request.tags());
                            return begun;
                        });
        lives.wake(made.resourceId());
        return seen(
                made.with(
                        d -> {
                            if (password != null) {
                                d.pendingModifiedValues(p -> p.masterUserPassword("****"));
                            }
                        }));
    }

    /** With the secret that keeps its master's password, where RDS is to manage that. */
    private Instance managed(
            Transaction rows,
            CreateDbInstanceRequest request,
            @Nullable String password,
            Instance instance) {
        if (password == null || !Boolean.TRUE.equals(request.manageMasterUserPassword())) {
            return instance;
        }
        Secret secret = vault.ofMaster(rows, request.masterUsername(), password);
        return instance.with(
                d -> d.masterUserSecret(s -> s.secretArn(secret.arn()).secretStatus("active")));
    }

    public DBInstance replicate(CreateDbInstanceReadReplicaRequest request) {
        Unsupported.refuse(request);
        Instance source =
                place.read(rows -> instances.available(rows, request.sourceDBInstanceIdentifier()));
        DBInstance of = source.description();
        Engine.of(of.engine())
                .filter(Engine::isContained)
                .ifPresent(
                        engine -> {
                            throw Settings.inContainers(engine, "A read replica");
                        });
        if (of.backupRetentionPeriod() == 0) {
            throw Faults.instanceState(
                    "Automated backups are not enabled for this database instance. To enable"
                            + " automated backups, use ModifyDBInstance to set the backup retention"
                            + " period to a non-zero value.");
        }
        if (of.readReplicaDBInstanceIdentifiers().size() >= MOST_REPLICAS) {
            throw Faults.instanceQuota(
                    "An instance has at most %d read replicas.".formatted(MOST_REPLICAS));
        }
        if (Boolean.TRUE.equals(request.multiAZ())) {
            throw Faults.notImplemented("A standby of a read replica is");
        }
        if (Boolean.TRUE.equals(request.enableIAMDatabaseAuthentication())) {
            throw Faults.notImplemented("IAM database authentication of a read replica is");
        }
        CreateDbInstanceRequest wanted = Copies.replica(of, request);
        Release release = creation.release(of.engine(), of.engineVersion());
        Instance made =
                place.transact(
                        rows -> {
                            Instance primary = instances.available(rows, source.id());
                            Instance begun =
                                    creation.instance(rows, wanted, release)
                                            .with(
                                                    d ->
                                                            d.readReplicaSourceDBInstanceIdentifier(
                                                                            source.id())
                                                                    .backupRetentionPeriod(0))
                                            .doing(
                                                    new Work.Replicate(source.resourceId()),
                                                    Status.CREATING);
                            instances.add(rows, begun);
                            Replicas.attach(rows, instances, primary, begun.id());
                            Tags.add(rows, begun.arn(), request.tags());
                            return begun;
                        });
        lives.wake(made.resourceId());
        return seen(made);
    }

    // ---- descriptions ----

    public DescribeDbInstancesResponse describe(DescribeDbInstancesRequest request) {
        String id = request.dbInstanceIdentifier();
        List<DBInstance> found =
                place.read(
                        rows ->
                                (id == null || id.isEmpty()
                                                ? instances.all(rows)
                                                : List.of(instances.required(rows, id)))
                                        .stream().map(instance -> seen(rows, instance)).toList());
        List<DBInstance> wanted =
                new Filters<DBInstance>()
                        .with("db-instance-id", DBInstance::dbInstanceIdentifier)
                        .with("dbi-resource-id", DBInstance::dbiResourceId)
                        .with("engine", DBInstance::engine)
                        .with("db-cluster-id", _ -> "")
                        .with("domain", _ -> "")
                        .apply(request.filters(), found);
        Listing<DBInstance> page =
                Listing.of(
                        wanted,
                        DBInstance::dbInstanceIdentifier,
                        request.maxRecords(),
                        request.marker());
        return DescribeDbInstancesResponse.builder()
                .dbInstances(page.items())
                .marker(page.marker())
                .build();
    }

    private DBInstance seen(Instance instance) {
        return place.read(rows -> seen(rows, instance));
    }

    private DBInstance seen(Snapshot rows, Instance instance) {
        Optional<Instant> restorable = upkeep.restorable(instance);
        List<Tag> tags = Tags.of(rows, instance.arn());
        return instance.with(
                        d -> {
                            d.tagList(tags);
                            restorable.ifPresent(d::latestRestorableTime);
                        })
                .description();
    }

    // ---- running and not ----

    public DBInstance stop(StopDbInstanceRequest request) {
        String snapshot =
                request.dbSnapshotIdentifier() == null
                        ? null
                        : Names.identifier(
                                "DBSnapshotIdentifier", request.dbSnapshotIdentifier(), 255);
        return change(
                request.dbInstanceIdentifier(),
                (rows, instance) -> {
                    if (instance.isReplica()
                            || !instance.description()
                                    .readReplicaDBInstanceIdentifiers()
                                    .isEmpty()) {
                        throw Faults.instanceState(
                                "Cannot stop an instance that is a read replica or has one: "
                                        + instance.id());
                    }
                    if (snapshot != null) {
                        snapshots.begin(rows, instance, snapshot, SavedSnapshot.MANUAL);
                    }
                    return instance.doing(new Work.Stop(snapshot), Status.STOPPING);
                });
    }

    public DBInstance start(StartDbInstanceRequest request) {
        String id = request.dbInstanceIdentifier();
        Instance begun =
                place.transact(
                        rows -> {
                            Instance instance = instances.required(rows, id);
                            if (!instance.is(Status.STOPPED)) {
                                throw Faults.instanceState(
                                        "Instance %s is not stopped; it is %s."
                                                .formatted(instance.id(), instance.status()));
                            }
                            Instance next = instance.doing(new Work.Start(), Status.STARTING);
                            instances.put(rows, next);
                            return next;
                        });
        lives.wake(begun.resourceId());
        return seen(begun);
    }

    public DBInstance reboot(RebootDbInstanceRequest request) {
        boolean failover = Boolean.TRUE.equals(request.forceFailover());
        return change(
                request.dbInstanceIdentifier(),
                (_, instance) -> {
                    if (failover && !Boolean.TRUE.equals(instance.description().multiAZ())) {
                        throw Faults.invalidCombination(
                                "Cannot reboot with failover an instance that is not Multi-AZ: "
                                        + instance.id());
                    }
                    return instance.doing(new Work.Reboot(failover), Status.REBOOTING);
                });
    }

    public DBInstance promote(PromoteReadReplicaRequest request) {
        return change(
                request.dbInstanceIdentifier(),
                (_, instance) -> {
                    if (!instance.isReplica()) {
                        throw Faults.instanceState(
                                "DB Instance is not a read replica: " + instance.id());
                    }
                    int retention =
                            Settings.retention(
                                    request.backupRetentionPeriod() == null
                                            ? 1
                                            : request.backupRetentionPeriod());
                    return instance.with(
                                    d -> {
                                        d.backupRetentionPeriod(retention);
                                        if (request.preferredBackupWindow() != null) {
                                            d.preferredBackupWindow(
                                                    Window.checkedDaily(
                                                            request.preferredBackupWindow()));
                                        }
                                    })
                            .doing(new Work.Promote(), Status.MODIFYING);
                });
    }

    /** What to do of an instance that nothing is being done to. */
    public interface Change {
        Instance of(Transaction rows, Instance instance);
    }

    public DBInstance change(@Nullable String id, Change change) {
        Instance changed =
                place.transact(
                        rows -> {
                            Instance next = change.of(rows, instances.available(rows, id));
                            instances.put(rows, next);
                            return next;
                        });
        lives.wake(changed.resourceId());
        return seen(changed);
    }

    // ---- ends ----

    public DBInstance delete(DeleteDbInstanceRequest request) {
        boolean skip = Boolean.TRUE.equals(request.skipFinalSnapshot());
        String snapshot = finalSnapshot(request, skip);
        if (Boolean.FALSE.equals(request.deleteAutomatedBackups())) {
            throw Faults.notImplemented(
                    "Keeping automated backups of deleted instances (DeleteAutomatedBackups=false)"
                            + " is");
        }
        Instance deleting =
                place.transact(
                        rows -> {
                            Instance instance =
                                    instances.required(rows, request.dbInstanceIdentifier());
                            refuseDeletion(instance, snapshot);
                            if (snapshot != null) {
                                snapshots.begin(rows, instance, snapshot, SavedSnapshot.MANUAL);
                            }
                            Instance next =
                                    instance.doing(new Work.Delete(snapshot), Status.DELETING);
                            instances.put(rows, next);
                            return next;
                        });
        lives.wake(deleting.resourceId());
        return seen(deleting);
    }

    private static @Nullable String finalSnapshot(DeleteDbInstanceRequest request, boolean skip) {
        String name = request.finalDBSnapshotIdentifier();
        if (skip && name != null) {
            throw Faults.invalidCombination(
                    "FinalDBSnapshotIdentifier can't be specified when SkipFinalSnapshot is true.");
        }
        if (!skip && name == null) {
            throw Faults.invalidCombination(
                    "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
        }
        return name == null ? null : Names.identifier("FinalDBSnapshotIdentifier", name, 255);
    }

    private static void refuseDeletion(Instance instance, @Nullable String snapshot) {
        if (Boolean.TRUE.equals(instance.description().deletionProtection())) {
            throw Faults.invalidCombination(
                    "Cannot delete protected DB Instance, please disable deletion protection and"
                            + " try again.");
        }
        if (instance.is(Status.DELETING)) {
            throw Faults.instanceState(
                    "Instance %s is already being deleted.".formatted(instance.id()));
        }
        boolean running = instance.is(Status.AVAILABLE) || instance.is(Status.STORAGE_FULL);
        if (snapshot != null && !running && !instance.is(Status.STOPPED)) {
            throw Faults.instanceState(
                    "Instance %s is %s: no final snapshot can be taken of it."
                            .formatted(instance.id(), instance.status()));
        }
        if (!instance.description().readReplicaDBInstanceIdentifiers().isEmpty()) {
            throw Faults.instanceState(
                    "Promote or delete the read replicas of %s first: %s"
                            .formatted(
                                    instance.id(),
                                    String.join(
                                            ", ",
                                            instance.description()
                                                    .readReplicaDBInstanceIdentifiers())));
        }
    }
}
