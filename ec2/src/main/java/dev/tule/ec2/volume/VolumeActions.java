package dev.tule.ec2.volume;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.CopySnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CopySnapshotResponse;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesModificationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesModificationsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeResponse;

/** The actions on volumes and snapshots. */
public interface VolumeActions extends Actions {
    Volumes volumes();

    Snapshots snapshots();

    @Override
    default CreateVolumeResponse createVolume(CreateVolumeRequest request) {
        return Actions.act(request, volumes()::create);
    }

    @Override
    default DescribeVolumesResponse describeVolumes(DescribeVolumesRequest request) {
        return Actions.act(request, volumes().descriptions()::describe);
    }

    @Override
    default DescribeVolumeStatusResponse describeVolumeStatus(DescribeVolumeStatusRequest request) {
        return Actions.act(request, volumes().descriptions()::describeStatus);
    }

    @Override
    default ModifyVolumeResponse modifyVolume(ModifyVolumeRequest request) {
        return Actions.act(request, volumes()::modify);
    }

    @Override
    default DescribeVolumesModificationsResponse describeVolumesModifications(
            DescribeVolumesModificationsRequest request) {
        return Actions.act(request, volumes().descriptions()::describeModifications);
    }

    @Override
    default DeleteVolumeResponse deleteVolume(DeleteVolumeRequest request) {
        return Actions.act(request, volumes()::delete);
    }

    @Override
    default CreateSnapshotResponse createSnapshot(CreateSnapshotRequest request) {
        return Actions.act(request, snapshots()::create);
    }

    @Override
    default CopySnapshotResponse copySnapshot(CopySnapshotRequest request) {
        return Actions.act(request, snapshots()::copy);
    }

    @Override
    default DescribeSnapshotsResponse describeSnapshots(DescribeSnapshotsRequest request) {
        return Actions.act(request, snapshots()::describe);
    }

    @Override
    default DeleteSnapshotResponse deleteSnapshot(DeleteSnapshotRequest request) {
        return Actions.act(request, snapshots()::delete);
    }
}
