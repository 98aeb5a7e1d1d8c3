package dev.tule.rds.snapshot;

import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotAttributesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeResponse;

/** The actions on snapshots and backups. */
public interface SnapshotActions extends RdsClient {
    SnapshotOperations snapshots();

    @Override
    default CreateDbSnapshotResponse createDBSnapshot(CreateDbSnapshotRequest request) {
        return CreateDbSnapshotResponse.builder().dbSnapshot(snapshots().create(request)).build();
    }

    @Override
    default CopyDbSnapshotResponse copyDBSnapshot(CopyDbSnapshotRequest request) {
        return CopyDbSnapshotResponse.builder().dbSnapshot(snapshots().copy(request)).build();
    }

    @Override
    default DeleteDbSnapshotResponse deleteDBSnapshot(DeleteDbSnapshotRequest request) {
        return DeleteDbSnapshotResponse.builder().dbSnapshot(snapshots().delete(request)).build();
    }

    @Override
    default DescribeDbSnapshotsResponse describeDBSnapshots(DescribeDbSnapshotsRequest request) {
        return snapshots().describe(request);
    }

    @Override
    default DescribeDbSnapshotAttributesResponse describeDBSnapshotAttributes(
            DescribeDbSnapshotAttributesRequest request) {
        return DescribeDbSnapshotAttributesResponse.builder()
                .dbSnapshotAttributesResult(snapshots().attributes(request))
                .build();
    }

    @Override
    default RestoreDbInstanceFromDbSnapshotResponse restoreDBInstanceFromDBSnapshot(
            RestoreDbInstanceFromDbSnapshotRequest request) {
        return RestoreDbInstanceFromDbSnapshotResponse.builder()
                .dbInstance(snapshots().restore(request))
                .build();
    }

    @Override
    default RestoreDbInstanceToPointInTimeResponse restoreDBInstanceToPointInTime(
            RestoreDbInstanceToPointInTimeRequest request) {
        return RestoreDbInstanceToPointInTimeResponse.builder()
                .dbInstance(snapshots().rewind(request))
                .build();
    }

    @Override
    default DescribeDbInstanceAutomatedBackupsResponse describeDBInstanceAutomatedBackups(
            DescribeDbInstanceAutomatedBackupsRequest request) {
        return snapshots().automated(request);
    }
}
