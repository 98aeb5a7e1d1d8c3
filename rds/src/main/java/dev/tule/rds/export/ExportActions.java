package dev.tule.rds.export;

import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CancelExportTaskRequest;
import software.amazon.awssdk.services.rds.model.CancelExportTaskResponse;
import software.amazon.awssdk.services.rds.model.DescribeExportTasksRequest;
import software.amazon.awssdk.services.rds.model.DescribeExportTasksResponse;
import software.amazon.awssdk.services.rds.model.StartExportTaskRequest;
import software.amazon.awssdk.services.rds.model.StartExportTaskResponse;

/** The actions on exports of snapshots. */
public interface ExportActions extends RdsClient {
    ExportOperations exports();

    @Override
    default StartExportTaskResponse startExportTask(StartExportTaskRequest request) {
        return exports().start(request);
    }

    @Override
    default CancelExportTaskResponse cancelExportTask(CancelExportTaskRequest request) {
        return exports().cancel(request);
    }

    @Override
    default DescribeExportTasksResponse describeExportTasks(DescribeExportTasksRequest request) {
        return exports().describe(request);
    }
}
