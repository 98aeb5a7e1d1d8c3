package dev.tule.rds.snapshot;

import dev.tule.engines.Backup;
import dev.tule.rds.Surroundings;
import dev.tule.rds.engine.Engine;
import dev.tule.rds.engine.Release;
import dev.tule.rds.event.EventLog;
import dev.tule.rds.export.Exports;
import dev.tule.rds.instance.Creation;
import dev.tule.rds.instance.Instance;
import dev.tule.rds.instance.InstanceOperations;
import dev.tule.rds.instance.Instances;
import dev.tule.rds.life.Upkeep;
import dev.tule.rds.life.Work;
import dev.tule.rds.resource.Directories;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Filters;
import dev.tule.rds.resource.Listing;
import dev.tule.rds.resource.Names;
import dev.tule.rds.resource.Place;
import dev.tule.rds.resource.Status;
import dev.tule.rds.resource.Tags;
import dev.tule.rds.resource.Unsupported;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DBSnapshotAttribute;
import software.amazon.awssdk.services.rds.model.DBSnapshotAttributesResult;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;

/**
 * Snapshots, automated backups, and instances made of them (RDS User Guide, "Backing up and
 * restoring"). Safe for use by many threads.
 */
public final class SnapshotOperations {
    private static final int LONGEST_NAME = 255;

    private final Place place;
    private final Surroundings around;
    private final Instances instances;
    private final Snapshots snapshots;
    private final Exports exports;
    private final Creation creation;
    private final InstanceOperations operations;
    private final Upkeep upkeep;
    private final EventLog events;

    public SnapshotOperations(
            Place place,
            Surroundings around,
            Instances instances,
            Snapshots snapshots,
            Exports exports,
            Creation creation,
            InstanceOperations operations,
            Upkeep upkeep,
            EventLog events) {
        this.place = place;
        this.around = around;
        this.instances = instances;
        this.snapshots = snapshots;
        this.exports = exports;
        this.creation = creation;
        this.operations = operations;
        this.upkeep = upkeep;
        this.events = events;
    }

    public DBSnapshot create(CreateDbSnapshotRequest request) {
        String id =
                Names.identifier(
                        "DBSnapshotIdentifier", request.dbSnapshotIdentifier(), LONGEST_NAME);
        operations.change(
                request.dbInstanceIdentifier(),
                (rows, instance) -> {
                    SavedSnapshot saved = snapshots.begin(rows, instance, id, SavedSnapshot.MANUAL);
                    Tags.add(rows, saved.arn(), request.tags());
                    events.ofSnapshot(
                            rows, id, saved.arn(), "creation", "Creating manual snapshot");
                    return instance.doing(new Work.BackUp(id), Status.BACKING_UP);
                });
        return place.read(rows -> seen(rows, snapshots.required(rows, id)));
    }

    /** A copy has its files before it has a row: until then nobody knows of it. */
    public DBSnapshot copy(CopyDbSnapshotRequest request) {
        Unsupported.refuse(request);
        if (request.optionGroupName() != null || request.copyOptionGroup() != null) {
            throw Faults.notImplemented("Another option group for a copied snapshot is");
        }
        String id =
                Names.identifier(
                        "TargetDBSnapshotIdentifier",
                        request.targetDBSnapshotIdentifier(),
                        LONGEST_NAME);
        SavedSnapshot source =
                place.read(
                        rows -> {
                            if (snapshots.find(rows, id).isPresent()) {
                                throw Faults.snapshotExists(id);
                            }
                            return available(
                                    snapshots.required(rows, request.sourceDBSnapshotIdentifier()));
                        });
        SavedSnapshot copy = copied(source, id);
        Backup backup = around.engines().backupAt(snapshots.backup(source));
        Backup _ = around.engines().copy(backup, snapshots.backup(copy));
        return place.transact(
                rows -> {
                    if (snapshots.find(rows, id).isPresent()) {
                        throw Faults.snapshotExists(id);
                    }
                    snapshots.put(rows, copy);
                    if (Boolean.TRUE.equals(request.copyTags())) {
                        Tags.add(rows, copy.arn(), Tags.of(rows, source.arn()));
                    }
                    Tags.add(rows, copy.arn(), request.tags());
                    events.ofSnapshot(rows, id, copy.arn(), "creation", "Manual snapshot created");
                    return seen(rows, copy);
                });
    }

    private SavedSnapshot copied(SavedSnapshot source, String id) {
        SavedSnapshot renamed =
                source.with(
                        d ->
                                d.dbSnapshotIdentifier(id)
                                        .dbSnapshotArn(place.arn("snapshot", id))
                                        .snapshotType(SavedSnapshot.MANUAL)
                                        .sourceDBSnapshotIdentifier(source.arn())
                                        .snapshotCreateTime(place.now()));
        return new SavedSnapshot(renamed.description(), snapshots.newDirectory());
    }

    private static SavedSnapshot available(SavedSnapshot snapshot) {
        if (!snapshot.isAvailable()) {
            throw Faults.snapshotState(
                    "DBSnapshot %s is not available; it is %s."
                            .formatted(snapshot.id(), snapshot.description().status()));
        }
        return snapshot;
    }

    public DBSnapshot delete(DeleteDbSnapshotRequest request) {
        SavedSnapshot deleted =
                place.transact(
                        rows -> {
                            SavedSnapshot snapshot =
                                    snapshots.required(rows, request.dbSnapshotIdentifier());
                            refuseDeletion(rows, snapshot);
                            snapshots.remove(rows, snapshot);
                            events.ofSnapshot(
                                    rows,
                                    snapshot.id(),
                                    snapshot.arn(),
                                    "deletion",
                                    "Deleted manual snapshot");
                            return snapshot;
                        });
        Directories.delete(snapshots.backup(deleted));
        return deleted.with(d -> d.status("deleted")).description();
    }

    private void refuseDeletion(Transaction rows, SavedSnapshot snapshot) {
        if (snapshot.isAutomated()) {
            throw Faults.snapshotState(
                    "Automated snapshots are deleted with their instance or by their retention"
                            + " period: "
                            + snapshot.id());
        }
        boolean used =
                instances.all(rows).stream()
                        .anyMatch(
                                instance ->
                                        instance.work() instanceof Work.Restore(String id)
                                                && id.equals(snapshot.id()));
        if (exports.isExporting(rows, snapshot.arn())) {
            throw Faults.snapshotState(
                    "DBSnapshot %s is being exported; it can't be deleted now."
                            .formatted(snapshot.id()));
        }
        if (used || Status.CREATING.equals(snapshot.description().status())) {
            throw Faults.snapshotState(
                    "DBSnapshot %s is in use; it can't be deleted now.".formatted(snapshot.id()));
        }
    }

    public DescribeDbSnapshotsResponse describe(DescribeDbSnapshotsRequest request) {
        List<DBSnapshot> found =
                place.read(
                        rows ->
                                (request.dbSnapshotIdentifier() == null
                                                ? snapshots.all(rows)
                                                : List.of(
                                                        snapshots.required(
                                                                rows,
                                                                request.dbSnapshotIdentifier())))
                                        .stream()
                                                .filter(saved -> isWanted(saved, request))
                                                .map(saved -> seen(rows, saved))
                                                .toList());
        List<DBSnapshot> wanted =
                new Filters<DBSnapshot>()
                        .with("db-instance-id", DBSnapshot::dbInstanceIdentifier)
                        .with("db-snapshot-id", DBSnapshot::dbSnapshotIdentifier)
                        .with("dbi-resource-id", DBSnapshot::dbiResourceId)
                        .with("snapshot-type", DBSnapshot::snapshotType)
                        .with("engine", DBSnapshot::engine)
                        .apply(request.filters(), found);
        Listing<DBSnapshot> page =
                Listing.of(
                        wanted,
                        DBSnapshot::dbSnapshotIdentifier,
                        request.maxRecords(),
                        request.marker());
        return DescribeDbSnapshotsResponse.builder()
                .dbSnapshots(page.items())
                .marker(page.marker())
                .build();
    }

    private static boolean isWanted(SavedSnapshot saved, DescribeDbSnapshotsRequest request) {
        String instance = request.dbInstanceIdentifier();
        String type = request.snapshotType();
        return (instance == null
                        || saved.description()
                                .dbInstanceIdentifier()
                                .equals(Names.ofArn(instance).toLowerCase(Locale.ROOT)))
                && (type == null || type.equals(saved.description().snapshotType()))
                && (request.dbiResourceId() == null
                        || request.dbiResourceId().equals(saved.source()));
    }

    private static DBSnapshot seen(Snapshot rows, SavedSnapshot saved) {
        return saved.with(d -> d.tagList(Tags.of(rows, saved.arn()))).description();
    }

    /** Nobody but its owner may restore a snapshot. */
    public DBSnapshotAttributesResult attributes(DescribeDbSnapshotAttributesRequest request) {
        SavedSnapshot saved =
                place.read(rows -> snapshots.required(rows, request.dbSnapshotIdentifier()));
        return DBSnapshotAttributesResult.builder()
                .dbSnapshotIdentifier(saved.id())
                .dbSnapshotAttributes(
                        DBSnapshotAttribute.builder()
                                .attributeName("restore")
                                .attributeValues(List.of())
                                .build())
                .build();
    }

    // ---- instances made of them ----

    public DBInstance restore(RestoreDbInstanceFromDbSnapshotRequest request) {
        Unsupported.refuse(request);
        Unsupported.refuseManaged(request.manageMasterUserPassword());
        SavedSnapshot saved =
                place.read(
                        rows ->
                                available(
                                        snapshots.required(rows, request.dbSnapshotIdentifier())));
        Release release =
                creation.release(saved.description().engine(), saved.description().engineVersion());
        sameEngine(request.engine(), release);
        CreateDbInstanceRequest wanted = Copies.ofSnapshot(saved.description(), request);
        return operations.begin(wanted, release, new Work.Restore(saved.id()), null);
    }

    private static void sameEngine(@Nullable String asked, Release release) {
        if (asked != null && !Engine.of(asked).equals(Optional.of(release.engine()))) {
            throw Faults.invalid(
                    "The engine %s is not that of the backup, %s."
                            .formatted(asked, release.engine().word()));
        }
    }

    public DBInstance rewind(RestoreDbInstanceToPointInTimeRequest request) {
        Unsupported.refuse(request);
        Unsupported.refuseManaged(request.manageMasterUserPassword());
        Instance source =
                place.read(
                        rows ->
                                request.sourceDbiResourceId() == null
                                        ? instances.required(
                                                rows, request.sourceDBInstanceIdentifier())
                                        : instances
                                                .byResource(rows, request.sourceDbiResourceId())
                                                .orElseThrow(
                                                        () ->
                                                                Faults.noInstance(
                                                                        request
                                                                                .sourceDbiResourceId())));
        DBInstance of = source.description();
        Release release = creation.release(of.engine(), of.engineVersion());
        sameEngine(request.engine(), release);
        if (release.engine() != Engine.POSTGRES) {
            throw Faults.notImplemented("Point-in-time recovery of " + of.engine() + " is");
        }
        Instant moment = moment(source, request);
        CreateDbInstanceRequest wanted = Copies.ofInstance(of, request);
        return operations.begin(
                wanted, release, new Work.Rewind(source.resourceId(), moment.toEpochMilli()), null);
    }

    private Instant moment(Instance source, RestoreDbInstanceToPointInTimeRequest request) {
        boolean latest = Boolean.TRUE.equals(request.useLatestRestorableTime());
        if (latest == (request.restoreTime() != null)) {
            throw Faults.invalidCombination(
                    "Either RestoreTime or UseLatestRestorableTime must be given, and not both.");
        }
        Instant until =
                upkeep.latestRestorable(source)
                        .orElseThrow(
                                () ->
                                        Faults.noPointInTime(
                                                "Point in time restore is not enabled for DB instance %s: it was made without automated backups."
                                                        .formatted(source.id())));
        Instant moment = latest ? until : request.restoreTime();
        boolean covered =
                place.read(rows -> snapshots.before(rows, source.resourceId(), moment)).isPresent();
        if (moment.isAfter(until) || !covered) {
            throw Faults.invalidRestore(
                    "The specified time %s can't be restored: the latest is %s, and a backup from before must be there."
                            .formatted(moment, until));
        }
        return moment;
    }

    public DescribeDbInstanceAutomatedBackupsResponse automated(
            DescribeDbInstanceAutomatedBackupsRequest request) {
        List<DBInstanceAutomatedBackup> found =
                place.read(
                        rows ->
                                instances.all(rows).stream()
                                        .filter(i -> i.description().backupRetentionPeriod() > 0)
                                        .filter(
                                                i ->
                                                        request.dbInstanceIdentifier() == null
                                                                || i.id().equalsIgnoreCase(
                                                                                request
                                                                                        .dbInstanceIdentifier()))
                                        .filter(
                                                i ->
                                                        request.dbiResourceId() == null
                                                                || i.resourceId()
                                                                        .equals(
                                                                                request
                                                                                        .dbiResourceId()))
                                        .map(i -> automated(rows, i))
                                        .toList());
        Listing<DBInstanceAutomatedBackup> page =
                Listing.of(
                        new Filters<DBInstanceAutomatedBackup>()
                                .with(
                                        "db-instance-id",
                                        DBInstanceAutomatedBackup::dbInstanceIdentifier)
                                .with("dbi-resource-id", DBInstanceAutomatedBackup::dbiResourceId)
                                .with("status", DBInstanceAutomatedBackup::status)
                                .apply(request.filters(), found),
                        DBInstanceAutomatedBackup::dbInstanceIdentifier,
                        request.maxRecords(),
                        request.marker());
        return DescribeDbInstanceAutomatedBackupsResponse.builder()
                .dbInstanceAutomatedBackups(page.items())
                .marker(page.marker())
                .build();
    }

    private DBInstanceAutomatedBackup automated(Snapshot rows, Instance instance) {
        DBInstance d = instance.description();
        List<SavedSnapshot> backups = snapshots.automated(rows, instance.resourceId());
        Instant earliest =
                backups.isEmpty() ? null : backups.getFirst().description().snapshotCreateTime();
        return DBInstanceAutomatedBackup.builder()
                .dbInstanceArn(d.dbInstanceArn())
                .dbiResourceId(d.dbiResourceId())
                .dbInstanceIdentifier(d.dbInstanceIdentifier())
                .region(place.where().region())
                .status(backups.isEmpty() ? Status.CREATING : "active")
                .engine(d.engine())
                .engineVersion(d.engineVersion())
                .licenseModel(d.licenseModel())
                .allocatedStorage(d.allocatedStorage())
                .storageType(d.storageType())
                .port(d.dbInstancePort())
                .availabilityZone(d.availabilityZone())
                .instanceCreateTime(d.instanceCreateTime())
                .masterUsername(d.masterUsername())
                .backupRetentionPeriod(d.backupRetentionPeriod())
                .backupTarget("region")
                .encrypted(false)
                .iamDatabaseAuthenticationEnabled(d.iamDatabaseAuthenticationEnabled())
                .restoreWindow(
                        w ->
                                w.earliestTime(earliest)
                                        .latestTime(upkeep.restorable(instance).orElse(null)))
                .build();
    }
}
