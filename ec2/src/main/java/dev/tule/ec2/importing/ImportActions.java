package dev.tule.ec2.importing;

import dev.tule.ec2.resource.Actions;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Kind;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CancelImportTaskRequest;
import software.amazon.awssdk.services.ec2.model.CancelImportTaskResponse;
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
    default CancelImportTaskResponse cancelImportTask(CancelImportTaskRequest request) {
        return Actions.act(
                request,
                asked ->
                        Kind.of(Faults.require(asked.importTaskId(), "ImportTaskId"))
                                        .equals(Optional.of(Kind.IMPORT_IMAGE))
                                ? imageImports().cancel(asked)
                                : snapshotImports().cancel(asked));
    }

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
