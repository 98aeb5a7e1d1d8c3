package dev.tule.ec2.importing;

import dev.tule.ec2.resource.Actions;
import software.amazon.awssdk.services.ec2.model.DescribeImportImageTasksRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImportImageTasksResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImportSnapshotTasksRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImportSnapshotTasksResponse;
import software.amazon.awssdk.services.ec2.model.ImportImageRequest;
import software.amazon.awssdk.services.ec2.model.ImportImageResponse;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotResponse;

/** The actions that import disks. */
public interface ImportActions extends Actions {
    SnapshotImports snapshotImports();

    ImageImports imageImports();

    @Override
    default ImportSnapshotResponse importSnapshot(ImportSnapshotRequest request) {
        return Actions.act(request, snapshotImports()::begin);
    }

    @Override
    default DescribeImportSnapshotTasksResponse describeImportSnapshotTasks(
            DescribeImportSnapshotTasksRequest request) {
        return Actions.act(request, snapshotImports()::describe);
    }

    @Override
    default ImportImageResponse importImage(ImportImageRequest request) {
        return Actions.act(request, imageImports()::begin);
    }

    @Override
    default DescribeImportImageTasksResponse describeImportImageTasks(
            DescribeImportImageTasksRequest request) {
        return Actions.act(request, imageImports()::describe);
    }
}
