package dev.tule.rds.instance;

import dev.tule.rds.Surroundings;
import dev.tule.rds.engine.Release;
import dev.tule.rds.life.Work;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Names;
import dev.tule.rds.resource.Status;
import dev.tule.rds.resource.Unsupported;
import dev.tule.store.Snapshot;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/**
 * ModifyDBInstance (RDS User Guide, "Modifying an Amazon RDS DB instance"). Class, storage and
 * identifier wait for the maintenance window unless they are to be applied immediately; password
 * and port are changed soon in any case, and all else at once. Safe for use by many threads.
 */
public final class ModificationOperations {
    private static final int LONGEST_ID = 63;

    private final Surroundings around;
    private final Instances instances;
    private final Creation creation;
    private final InstanceOperations operations;

    public ModificationOperations(
            Surroundings around,
            Instances instances,
            Creation creation,
            InstanceOperations operations) {
        this.around = around;
        this.instances = instances;
        this.creation = creation;
        this.operations = operations;
    }

    public DBInstance modify(ModifyDbInstanceRequest request) {
        Unsupported.refuse(request);
        Unsupported.refuseManaged(request.manageMasterUserPassword());
        boolean immediately = Boolean.TRUE.equals(request.applyImmediately());
        return operations.change(
                request.dbInstanceIdentifier(),
                (rows, before) -> {
                    if (request.masterUserPassword() != null
                            && before.description().masterUserSecret() != null) {
                        throw Faults.invalidCombination(
                                "You can't specify MasterUserPassword for an instance with"
                                        + " ManageMasterUserPassword enabled.");
                    }
                    Release release =
                            creation.release(
                                    before.description().engine(),
                                    before.description().engineVersion());
                    refuseUpgrade(request, release);
                    if (request.masterUserPassword() != null && release.engine().isContained()) {
                        throw Settings.inContainers(release.engine(), "Another master password");
                    }
                    Instance changed = atOnce(rows, before, request, release);
                    PendingModifiedValues pending = pending(rows, before, request, release);
                    Instance waiting = changed.with(d -> d.pendingModifiedValues(pending));
                    if (request.masterUserPassword() != null) {
                        waiting =
                                waiting.withPassword(
                                        around.secrets()
                                                .seal(
                                                        Settings.password(
                                                                release.engine(),
                                                                request.masterUserPassword()),
                                                        waiting.resourceId()));
                    }
                    return begun(waiting, pending, immediately);
                });
    }

    private static void refuseUpgrade(ModifyDbInstanceRequest request, Release release) {
        String version = request.engineVersion();
        if (version != null
                && !version.equals(release.number())
                && !release.number().startsWith(version + ".")) {
            throw Faults.invalidCombination(
                    "Cannot upgrade %s from %s to %s: instances keep the version that they were made with."
                            .formatted(release.engine().word(), release.number(), version));
        }
    }

    private static Instance begun(
            Instance waiting, PendingModifiedValues pending, boolean immediately) {
        boolean soon = pending.masterUserPassword() != null || pending.port() != null;
        boolean later =
                pending.dbInstanceClass() != null
                        || pending.allocatedStorage() != null
                        || pending.multiAZ() != null
                        || pending.iamDatabaseAuthenticationEnabled() != null
                        || pending.dbInstanceIdentifier() != null;
        if (immediately && (soon || later)) {
            return waiting.doing(
                    new Work.Modify(true),
                    pending.dbInstanceIdentifier() != null ? Status.RENAMING : Status.MODIFYING);
        }
        return soon
                ? waiting.doing(
                        new Work.Modify(false),
                        pending.port() == null ? Status.RESETTING_PASSWORD : Status.MODIFYING)
                : waiting;
    }

    private Instance atOnce(
            Snapshot rows, Instance before, ModifyDbInstanceRequest request, Release release) {
        return before.with(
                d -> {
                    groups(rows, d, request, release);
                    schedule(d, request);
                    if (request.deletionProtection() != null) {
                        d.deletionProtection(request.deletionProtection());
                    }
                    if (request.copyTagsToSnapshot() != null) {
                        d.copyTagsToSnapshot(request.copyTagsToSnapshot());
                    }
                    if (request.autoMinorVersionUpgrade() != null) {
                        d.autoMinorVersionUpgrade(request.autoMinorVersionUpgrade());
                    }
                    if (request.publiclyAccessible() != null) {
                        d.publiclyAccessible(request.publiclyAccessible());
                    }
                    if (request.maxAllocatedStorage() != null) {
                        d.maxAllocatedStorage(request.maxAllocatedStorage());
                    }
                    if (request.caCertificateIdentifier() != null) {
                        certificate(request.caCertificateIdentifier());
                    }
                });
    }

    private void certificate(String asked) {
        if (!asked.equals(around.authority().identifier())) {
            throw Faults.noCertificate(asked);
        }
    }

    private void groups(
            Snapshot rows, DBInstance.Builder d, ModifyDbInstanceRequest request, Release release) {
        if (request.dbParameterGroupName() != null) {
            String name = creation.parameterGroup(rows, request.dbParameterGroupName(), release);
            d.dbParameterGroups(
                    Instances.inSync(name).toBuilder()
                            .parameterApplyStatus(Instances.PENDING_REBOOT)
                            .build());
        }
        if (request.optionGroupName() != null) {
            d.optionGroupMemberships(
                    creation.optionGroup(rows, request.optionGroupName(), release));
        }
        if (!request.dbSecurityGroups().isEmpty()) {
            d.dbSecurityGroups(creation.securityGroups(rows, request.dbSecurityGroups(), false));
        }
        if (!request.vpcSecurityGroupIds().isEmpty()) {
            d.vpcSecurityGroups(Creation.vpcGroups(request.vpcSecurityGroupIds()));
        }
        if (request.dbSubnetGroupName() != null) {
            throw Faults.notImplemented("Moving an instance to another subnet group is");
        }
    }

    private static void schedule(DBInstance.Builder d, ModifyDbInstanceRequest request) {
        if (request.backupRetentionPeriod() != null) {
            d.backupRetentionPeriod(Settings.retention(request.backupRetentionPeriod()));
        }
        if (request.preferredBackupWindow() != null) {
            d.preferredBackupWindow(Window.checkedDaily(request.preferredBackupWindow()));
        }
        if (request.preferredMaintenanceWindow() != null) {
            d.preferredMaintenanceWindow(
                    Window.checkedWeekly(request.preferredMaintenanceWindow()));
        }
        if (request.storageType() != null) {
            d.storageType(Settings.knownStorageType(request.storageType()));
        }
        if (request.iops() != null) {
            d.iops(request.iops());
        }
    }

    private PendingModifiedValues pending(
            Snapshot rows, Instance before, ModifyDbInstanceRequest request, Release release) {
        DBInstance now = before.description();
        PendingModifiedValues.Builder pending = now.pendingModifiedValues().toBuilder();
        String instanceClass = request.dbInstanceClass();
        if (instanceClass != null) {
            InstanceClass.required(instanceClass);
            pending.dbInstanceClass(unless(instanceClass, now.dbInstanceClass()));
        }
        if (request.allocatedStorage() != null) {
            pending.allocatedStorage(
                    unless(storage(now, request, release), now.allocatedStorage()));
        }
        if (request.dbPortNumber() != null) {
            pending.port(unless(Settings.port(request.dbPortNumber()), now.dbInstancePort()));
        }
        if (request.multiAZ() != null) {
            boolean wanted = Settings.multiAz(release.engine(), request.multiAZ());
            if (wanted && before.isReplica()) {
                throw Faults.notImplemented("A standby of a read replica is");
            }
            pending.multiAZ(unless(wanted, now.multiAZ()));
        }
        if (request.enableIAMDatabaseAuthentication() != null) {
            boolean wanted =
                    Settings.iam(release.engine(), request.enableIAMDatabaseAuthentication());
            if (wanted && before.isReplica()) {
                throw Faults.notImplemented("IAM database authentication of a read replica is");
            }
            pending.iamDatabaseAuthenticationEnabled(
                    unless(wanted, now.iamDatabaseAuthenticationEnabled()));
        }
        if (request.masterUserPassword() != null) {
            pending.masterUserPassword("****");
        }
        if (request.newDBInstanceIdentifier() != null) {
            pending.dbInstanceIdentifier(newId(rows, now, request.newDBInstanceIdentifier()));
        }
        return pending.build();
    }

    private static int storage(DBInstance now, ModifyDbInstanceRequest request, Release release) {
        int storage =
                Settings.storage(release.engine(), now.storageType(), request.allocatedStorage());
        if (storage < now.allocatedStorage()) {
            throw Faults.invalidCombination(
                    "Invalid storage size: it can't be decreased from %d to %d GiB"
                            .formatted(now.allocatedStorage(), storage));
        }
        return storage;
    }

    private @Nullable String newId(Snapshot rows, DBInstance now, String given) {
        String id =
                Names.identifier("NewDBInstanceIdentifier", given, LONGEST_ID)
                        .toLowerCase(Locale.ROOT);
        if (id.equals(now.dbInstanceIdentifier())) {
            return null;
        }
        if (instances.find(rows, id).isPresent()) {
            throw Faults.instanceExists(id);
        }
        return id;
    }

    private static <T> @Nullable T unless(T wanted, T now) {
        return wanted.equals(now) ? null : wanted;
    }
}
