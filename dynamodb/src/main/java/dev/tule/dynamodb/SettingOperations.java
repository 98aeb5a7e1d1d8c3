package dev.tule.dynamodb;

import dev.tule.dynamodb.value.InvalidRequest;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsStatus;
import software.amazon.awssdk.services.dynamodb.model.DescribeContinuousBackupsRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeContinuousBackupsResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeEndpointsResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeLimitsResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTimeToLiveResponse;
import software.amazon.awssdk.services.dynamodb.model.Endpoint;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveSpecification;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveResponse;

/**
 * What can be set of a table beside its keys, and asked of the service: time to live, backups
 * (there are none), limits, endpoints. Safe for use by many threads.
 */
final class SettingOperations {
    /** AWS's own default quotas; nothing is throttled here. */
    private static final long ACCOUNT_UNITS = 80_000;

    private static final long TABLE_UNITS = 40_000;

    private static final long ENDPOINT_MINUTES = 1440;

    private final Tables tables;
    private final Housekeeping housekeeping;

    SettingOperations(Tables tables, Housekeeping housekeeping) {
        this.tables = tables;
        this.housekeeping = housekeeping;
    }

    DescribeTimeToLiveResponse describeTimeToLive(DescribeTimeToLiveRequest request) {
        String name = tables.name(request.tableName());
        Table table = tables.read(snapshot -> tables.requireNamed(snapshot, name));
        String attribute = table.timeToLive();
        return DescribeTimeToLiveResponse.builder()
                .timeToLiveDescription(
                        description ->
                                description
                                        .attributeName(attribute)
                                        .timeToLiveStatus(
                                                attribute == null
                                                        ? TimeToLiveStatus.DISABLED
                                                        : TimeToLiveStatus.ENABLED))
                .build();
    }

    UpdateTimeToLiveResponse updateTimeToLive(UpdateTimeToLiveRequest request) {
        String name = tables.name(request.tableName());
        TimeToLiveSpecification wanted =
                ItemOperations.required(
                        "TimeToLiveSpecification",
                        request.timeToLiveSpecification() != null,
                        request.timeToLiveSpecification());
        String attribute = wanted.attributeName();
        if (attribute == null || attribute.isEmpty() || wanted.enabled() == null) {
            throw new InvalidRequest(
                    "1 validation error detected: Value null at 'timeToLiveSpecification"
                            + ".attributeName' failed to satisfy constraint: Member must not be"
                            + " null");
        }
        tables.change(
                transaction -> {
                    Table table = tables.requireNamed(transaction, name);
                    tables.save(transaction, changed(table, attribute, wanted.enabled()));
                });
        housekeeping.wake();
        return UpdateTimeToLiveResponse.builder().timeToLiveSpecification(wanted).build();
    }

    private static Table changed(Table table, String attribute, boolean enabled) {
        String before = table.timeToLive();
        if (enabled) {
            if (attribute.equals(before)) {
                throw new InvalidRequest("TimeToLive is already enabled");
            }
            if (before != null) {
                throw new InvalidRequest(
                        "TimeToLive is active on a different AttributeName: current AttributeName"
                                + " is "
                                + before);
            }
            return table.withTimeToLive(attribute);
        }
        if (before == null) {
            throw new InvalidRequest("TimeToLive is already disabled");
        }
        if (!attribute.equals(before)) {
            throw new InvalidRequest(
                    "TimeToLive is active on a different AttributeName: current AttributeName is "
                            + before);
        }
        return table.withTimeToLive(null);
    }

    /** Truthfully: there are no backups. */
    DescribeContinuousBackupsResponse describeContinuousBackups(
            DescribeContinuousBackupsRequest request) {
        String name = tables.name(request.tableName());
        tables.read(snapshot -> tables.requireNamed(snapshot, name));
        return DescribeContinuousBackupsResponse.builder()
                .continuousBackupsDescription(
                        description ->
                                description
                                        .continuousBackupsStatus(ContinuousBackupsStatus.DISABLED)
                                        .pointInTimeRecoveryDescription(
                                                recovery ->
                                                        recovery.pointInTimeRecoveryStatus(
                                                                PointInTimeRecoveryStatus
                                                                        .DISABLED)))
                .build();
    }

    DescribeLimitsResponse describeLimits() {
        return DescribeLimitsResponse.builder()
                .accountMaxReadCapacityUnits(ACCOUNT_UNITS)
                .accountMaxWriteCapacityUnits(ACCOUNT_UNITS)
                .tableMaxReadCapacityUnits(TABLE_UNITS)
                .tableMaxWriteCapacityUnits(TABLE_UNITS)
                .build();
    }

    /**
     * @param authority host and port as the client named them, which is where it should go on
     *     asking
     */
    DescribeEndpointsResponse describeEndpoints(String authority) {
        return DescribeEndpointsResponse.builder()
                .endpoints(
                        Endpoint.builder()
                                .address(authority)
                                .cachePeriodInMinutes(ENDPOINT_MINUTES)
                                .build())
                .build();
    }
}
