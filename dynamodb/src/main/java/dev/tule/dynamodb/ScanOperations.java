package dev.tule.dynamodb;

import dev.tule.dynamodb.expression.Condition;
import dev.tule.dynamodb.expression.Expressions;
import dev.tule.dynamodb.expression.LegacyConditions;
import dev.tule.dynamodb.expression.Placeholders;
import dev.tule.dynamodb.expression.Projection;
import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Item;
import dev.tule.store.KeyRange;
import dev.tule.store.Snapshot.Direction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Scan. Safe for use by many threads. */
final class ScanOperations {
    private static final int MOST_SEGMENTS = 1_000_000;

    private final Tables tables;
    private final ItemRows rows;

    ScanOperations(Tables tables, ItemRows rows) {
        this.tables = tables;
        this.rows = rows;
    }

    ScanResponse scan(ScanRequest request) {
        String name = tables.name(request.tableName());
        new Parameters()
                .projection("ProjectionExpression", request.projectionExpression())
                .expression("FilterExpression", request.filterExpression())
                .legacy("AttributesToGet", request.hasAttributesToGet())
                .legacy("ScanFilter", request.hasScanFilter())
                .legacy("ConditionalOperator", request.conditionalOperator() != null)
                .check(
                        request.hasExpressionAttributeNames(),
                        request.hasExpressionAttributeValues());
        Parameters.checkConditionalOperator(
                request.conditionalOperator() != null, request.scanFilter().size());
        int limit = Selection.checkedLimit(request.limit());
        Item startKey =
                Selection.startKey(request.hasExclusiveStartKey(), request.exclusiveStartKey());
        checkSegments(request.segment(), request.totalSegments());
        Placeholders placeholders =
                ItemOperations.placeholders(
                        request.hasExpressionAttributeNames(),
                        request.expressionAttributeNames(),
                        request.hasExpressionAttributeValues(),
                        request.expressionAttributeValues());
        Condition filter =
                request.hasScanFilter()
                        ? LegacyConditions.filter(
                                request.scanFilter(), request.conditionalOperator())
                        : Expressions.condition(
                                "FilterExpression", request.filterExpression(), placeholders);
        Projection projection =
                ItemOperations.projection(
                        request.hasAttributesToGet(),
                        request.attributesToGet(),
                        request.projectionExpression(),
                        placeholders);
        placeholders.checkAllUsed();
        Selection.check(
                request.select(),
                request.hasAttributesToGet(),
                request.projectionExpression(),
                request.indexName());
        Selection selection =
                new Selection(
                        request.indexName(),
                        request.select(),
                        Boolean.TRUE.equals(request.consistentRead()),
                        limit,
                        filter,
                        projection);
        return tables.read(
                snapshot -> {
                    Table table = tables.require(snapshot, name);
                    Index index = selection.index(table);
                    KeyRange range = range(table, index, startKey, request);
                    Reading.Result result =
                            selection.read(snapshot, rows, table, index, range, Direction.FORWARD);
                    return response(request, table, index, projection, result);
                });
    }

    private static ScanResponse response(
            ScanRequest request,
            Table table,
            @Nullable Index index,
            @Nullable Projection projection,
            Reading.Result result) {
        ScanResponse.Builder response =
                ScanResponse.builder()
                        .count(result.items().size())
                        .scannedCount(result.scanned())
                        .consumedCapacity(
                                result.capacity().shown(request.returnConsumedCapacity()));
        if (request.select() != Select.COUNT) {
            response.items(result.shown(projection));
        }
        if (result.last() != null) {
            response.lastEvaluatedKey(result.lastEvaluatedKey(table, index));
        }
        return response.build();
    }

    private static void checkSegments(@Nullable Integer segment, @Nullable Integer total) {
        if (total == null) {
            if (segment != null) {
                throw new InvalidRequest(
                        "The TotalSegments parameter is required but was not present in the"
                                + " request when Segment parameter is present");
            }
            return;
        }
        if (total < 1 || total > MOST_SEGMENTS) {
            throw new InvalidRequest(
                    "1 validation error detected: Value '"
                            + total
                            + "' at 'totalSegments' failed to satisfy constraint: Member must have"
                            + " value "
                            + (total < 1
                                    ? "greater than or equal to 1"
                                    : "less than or equal to 1000000"));
        }
        if (segment == null) {
            throw new InvalidRequest(
                    "The Segment parameter is required but was not present in the request when"
                            + " parameter TotalSegments is present");
        }
        if (segment < 0 || segment >= total) {
            throw new InvalidRequest(
                    "The Segment parameter is zero-based and must be less than parameter"
                            + " TotalSegments: Segment: "
                            + segment
                            + " is not less than TotalSegments: "
                            + total);
        }
    }

    private static KeyRange range(
            Table table, @Nullable Index index, @Nullable Item startKey, ScanRequest request) {
        Integer total = request.totalSegments();
        Integer segment = request.segment();
        boolean parallel = total != null && segment != null;
        KeyRange range =
                parallel
                        ? KeyRanges.segment(table, index, segment, total)
                        : Layout.within(KeyRanges.prefix(table, index));
        if (startKey == null) {
            return range;
        }
        Selection.checkStartKey(table, index, startKey);
        KeyRange rest = Selection.from(range, table, index, startKey, Direction.FORWARD);
        boolean within =
                rest.from().compareTo(range.from()) > 0 && rest.from().compareTo(range.to()) < 0;
        if (!within && parallel) {
            throw new InvalidRequest(
                    "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use"
                            + " ExclusiveStartKey with correct Segment. TotalSegments: "
                            + total
                            + " Segment: "
                            + segment);
        }
        return rest;
    }
}
