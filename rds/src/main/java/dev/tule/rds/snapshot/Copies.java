package dev.tule.rds.snapshot;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;

/** Requests for an instance like something that is there, with what is asked for in its stead. */
public final class Copies {
    private static final String CLASS_OF_SNAPSHOTS = "db.t3.micro";

    private Copies() {}

    static CreateDbInstanceRequest ofSnapshot(
            DBSnapshot snapshot, RestoreDbInstanceFromDbSnapshotRequest asked) {
        return CreateDbInstanceRequest.builder()
                .engine(snapshot.engine())
                .masterUsername(snapshot.masterUsername())
                .dbInstanceIdentifier(asked.dbInstanceIdentifier())
                .dbInstanceClass(or(asked.dbInstanceClass(), CLASS_OF_SNAPSHOTS))
                .port(or(asked.port(), snapshot.port()))
                .allocatedStorage(or(asked.allocatedStorage(), snapshot.allocatedStorage()))
                .storageType(or(asked.storageType(), snapshot.storageType()))
                .iops(or(asked.iops(), snapshot.iops()))
                .availabilityZone(asked.availabilityZone())
                .dbSubnetGroupName(asked.dbSubnetGroupName())
                .multiAZ(asked.multiAZ())
                .enableIAMDatabaseAuthentication(asked.enableIAMDatabaseAuthentication())
                .publiclyAccessible(asked.publiclyAccessible())
                .autoMinorVersionUpgrade(asked.autoMinorVersionUpgrade())
                .optionGroupName(asked.optionGroupName())
                .dbParameterGroupName(asked.dbParameterGroupName())
                .vpcSecurityGroupIds(asked.vpcSecurityGroupIds())
                .copyTagsToSnapshot(asked.copyTagsToSnapshot())
                .deletionProtection(asked.deletionProtection())
                .tags(asked.tags())
                .build();
    }

    static CreateDbInstanceRequest ofInstance(
            DBInstance source, RestoreDbInstanceToPointInTimeRequest asked) {
        return CreateDbInstanceRequest.builder()
                .engine(source.engine())
                .masterUsername(source.masterUsername())
                .dbName(source.dbName())
                .dbInstanceIdentifier(asked.targetDBInstanceIdentifier())
                .dbInstanceClass(or(asked.dbInstanceClass(), source.dbInstanceClass()))
                .port(or(asked.port(), source.dbInstancePort()))
                .allocatedStorage(or(asked.allocatedStorage(), source.allocatedStorage()))
                .maxAllocatedStorage(asked.maxAllocatedStorage())
                .storageType(or(asked.storageType(), source.storageType()))
                .iops(or(asked.iops(), source.iops()))
                .backupRetentionPeriod(source.backupRetentionPeriod())
                .availabilityZone(asked.availabilityZone())
                .dbSubnetGroupName(asked.dbSubnetGroupName())
                .multiAZ(asked.multiAZ())
                .enableIAMDatabaseAuthentication(asked.enableIAMDatabaseAuthentication())
                .publiclyAccessible(asked.publiclyAccessible())
                .autoMinorVersionUpgrade(asked.autoMinorVersionUpgrade())
                .optionGroupName(asked.optionGroupName())
                .dbParameterGroupName(asked.dbParameterGroupName())
                .vpcSecurityGroupIds(asked.vpcSecurityGroupIds())
                .copyTagsToSnapshot(asked.copyTagsToSnapshot())
                .deletionProtection(asked.deletionProtection())
                .tags(asked.tags())
                .build();
    }

    public static CreateDbInstanceRequest replica(
            DBInstance source, CreateDbInstanceReadReplicaRequest asked) {
        return CreateDbInstanceRequest.builder()
                .engine(source.engine())
                .masterUsername(source.masterUsername())
                .dbName(source.dbName())
                .dbInstanceIdentifier(asked.dbInstanceIdentifier())
                .dbInstanceClass(or(asked.dbInstanceClass(), source.dbInstanceClass()))
                .port(or(asked.port(), source.dbInstancePort()))
                .allocatedStorage(or(asked.allocatedStorage(), source.allocatedStorage()))
                .maxAllocatedStorage(asked.maxAllocatedStorage())
                .storageType(or(asked.storageType(), source.storageType()))
                .iops(or(asked.iops(), source.iops()))
                .availabilityZone(asked.availabilityZone())
                .dbSubnetGroupName(asked.dbSubnetGroupName())
                .multiAZ(asked.multiAZ())
                .publiclyAccessible(asked.publiclyAccessible())
                .autoMinorVersionUpgrade(asked.autoMinorVersionUpgrade())
                .optionGroupName(asked.optionGroupName())
                .dbParameterGroupName(
                        or(
                                asked.dbParameterGroupName(),
                                source.dbParameterGroups().getFirst().dbParameterGroupName()))
                .vpcSecurityGroupIds(asked.vpcSecurityGroupIds())
                .copyTagsToSnapshot(asked.copyTagsToSnapshot())
                .deletionProtection(asked.deletionProtection())
                .build();
    }

    private static <T extends @Nullable Object> T or(@Nullable T asked, T otherwise) {
        return asked == null ? otherwise : asked;
    }
}
