package dev.tule.rds.instance;

import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DescribeDbLogFilesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbLogFilesResponse;
import software.amazon.awssdk.services.rds.model.DownloadDbLogFilePortionRequest;
import software.amazon.awssdk.services.rds.model.DownloadDbLogFilePortionResponse;

/** The actions on log files. */
public interface LogActions extends RdsClient {
    LogOperations logs();

    @Override
    default DescribeDbLogFilesResponse describeDBLogFiles(DescribeDbLogFilesRequest request) {
        return logs().describe(request);
    }

    @Override
    default DownloadDbLogFilePortionResponse downloadDBLogFilePortion(
            DownloadDbLogFilePortionRequest request) {
        return logs().download(request);
    }
}
