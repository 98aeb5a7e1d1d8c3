package dev.tule.dynamodb;

import dev.tule.dynamodb.expression.Condition;
import dev.tule.dynamodb.expression.DocumentPath;
import dev.tule.dynamodb.expression.Expressions;
import dev.tule.dynamodb.expression.KeyCondition;
import dev.tule.dynamodb.expression.LegacyConditions;
import dev.tule.dynamodb.expression.Placeholders;
import dev.tule.dynamodb.expression.Projection;
import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Item;
import dev.tule.dynamodb.value.Value;
import dev.tule.store.KeyRange;
import dev.tule.store.Snapshot.Direction;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Query. Safe for use by many threads. */
final class QueryOperations {
    private final Tables tables;
    private final ItemRows rows;

    QueryOperations(Tables tables, ItemRows rows) {
        this.tables = tables;
        this.rows = rows;
    }

    QueryResponse query(QueryRequest request) {
        String name = tables.name(request.tableName());
        checkParameters(request);
        int limit = Selection.checkedLimit(request.limit());
        Item startKey =
                Selection.startKey(request.hasExclusiveStartKey(), request.exclusiveStartKey());
        if (!request.hasKeyConditions() && request.keyConditionExpression() == null) {
            throw new InvalidRequest(
                    "Either the KeyConditions or KeyConditionExpression parameter must be"
                            + " specified in the request.");
        }
        Placeholders placeholders =
                ItemOperations.placeholders(
                        request.hasExpressionAttributeNames(),
                        request.expressionAttributeNames(),
                        request.hasExpressionAttributeValues(),
                        request.expressionAttributeValues());
        Condition filter =
                request.hasQueryFilter()
                        ? LegacyConditions.filter(
                                request.queryFilter(), request.conditionalOperator())
                        : Expressions.condition(
                                "FilterExpression", request.filterExpression(), placeholders);
        Projection projection =
                ItemOperations.projection(
                        request.hasAttributesToGet(),
                        request.attributesToGet(),
                        request.projectionExpression(),
                        placeholders);
        Map<String, KeyCondition> conditions = conditions(request, placeholders);
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
                    KeySchema keys = index == null ? table.keys() : index.keys();
                    checkConditions(keys, conditions);
                    checkFilter(keys, filter, request.hasQueryFilter());
                    KeyRange range = range(table, index, conditions, startKey, request);
                    Reading.Result result =
                            selection.read(snapshot, rows, table, index, range, direction(request));
                    return response(request, table, index, projection, result);
                });
    }

    private static void checkParameters(QueryRequest request) {
        new Parameters()
                .projection("ProjectionExpression", request.projectionExpression())
                .expression("FilterExpression", request.filterExpression())
                .expression("KeyConditionExpression", request.keyConditionExpression())
                .legacy("AttributesToGet", request.hasAttributesToGet())
                .legacy("QueryFilter", request.hasQueryFilter())
                .legacy("ConditionalOperator", request.conditionalOperator() != null)
                .legacy(
                        "KeyConditions",
                        request.hasKeyConditions() && request.keyConditionExpression() != null)
                .check(
                        request.hasExpressionAttributeNames(),
                        request.hasExpressionAttributeValues());
        Parameters.checkConditionalOperator(
                request.conditionalOperator() != null, request.queryFilter().size());
    }

    private static Direction direction(QueryRequest request) {
        return Boolean.FALSE.equals(request.scanIndexForward())
                ? Direction.REVERSE
                : Direction.FORWARD;
    }

    private static QueryResponse response(
            QueryRequest request,
            Table table,
            @Nullable Index index,
            @Nullable Projection projection,
            Reading.Result result) {
        QueryResponse.Builder response =
                QueryResponse.builder()
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

    private static Map<String, KeyCondition> conditions(
            QueryRequest request, Placeholders placeholders) {
        Condition expression =
                Expressions.condition(
                        "KeyConditionExpression", request.keyConditionExpression(), placeholders);
        Map<String, KeyCondition> conditions =
                expression == null
                        ? KeyCondition.ofLegacy(request.keyConditions())
                        : KeyCondition.ofExpression(expression);
        if (conditions.isEmpty() || conditions.size() > 2) {
            throw new InvalidRequest("Conditions can be of length 1 or 2 only");
        }
        return conditions;
    }

    private static void checkConditions(KeySchema keys, Map<String, KeyCondition> conditions) {
        if (keys.range() == null && conditions.size() > 1) {
            throw new InvalidRequest("Query key condition not supported");
        }
        for (KeyAttribute attribute : keys.attributes()) {
            boolean hash = attribute.equals(keys.hash());
            KeyCondition condition = conditions.get(attribute.name());
            if (condition == null) {
                if (hash || conditions.size() > 1) {
                    throw new InvalidRequest(
                            "Query condition missed key schema element: " + attribute.name());
                }
                continue;
            }
            checkCondition(attribute, hash, condition);
        }
    }

    private static void checkCondition(
            KeyAttribute attribute, boolean hash, KeyCondition condition) {
        if (condition.operator() == KeyCondition.Operator.NOT_INDEXABLE) {
            throw new InvalidRequest(
                    "Attempted conditional constraint is not an indexable operation");
        }
        for (Value value : condition.values()) {
            if (value.type() != attribute.type()) {
                throw new InvalidRequest(
                        "One or more parameter values were invalid: Condition parameter type does"
                                + " not match schema type");
            }
            if (KeyAttribute.isEmpty(value)) {
                throw new InvalidRequest(
                        "One or more parameter values are not valid. The AttributeValue for a key"
                                + " attribute cannot contain an empty "
                                + (value instanceof Value.S ? "string" : "binary")
                                + " value. Key: "
                                + attribute.name());
            }
        }
        if (hash && condition.operator() != KeyCondition.Operator.EQ) {
            throw new InvalidRequest("Query key condition not supported");
        }
    }

    private static void checkFilter(KeySchema keys, @Nullable Condition filter, boolean legacy) {
        if (filter == null) {
            return;
        }
        for (DocumentPath path : filter.paths()) {
            if (keys.has(path.attribute())) {
                throw new InvalidRequest(
                        (legacy ? "QueryFilter" : "Filter Expression")
                                + " can only contain non-primary key attributes: Primary key"
                                + " attribute: "
                                + path.attribute());
            }
        }
    }

    private static KeyRange range(
            Table table,
            @Nullable Index index,
            Map<String, KeyCondition> conditions,
            @Nullable Item startKey,
            QueryRequest request) {
        KeySchema keys = index == null ? table.keys() : index.keys();
        KeyCondition hash = conditions.get(keys.hash().name());
        if (hash == null) {
            throw new IllegalStateException("checked before");
        }
        KeyAttribute rangeKey = keys.range();
        KeyCondition ofRange = rangeKey == null ? null : conditions.get(rangeKey.name());
        KeyRange range = KeyRanges.of(table, index, hash.values().getFirst(), ofRange);
        if (startKey == null) {
            return range;
        }
        Selection.checkStartKey(table, index, startKey);
        checkStartWithin(keys, hash, ofRange, startKey);
        return Selection.from(range, table, index, startKey, direction(request));
    }

    private static void checkStartWithin(
            KeySchema keys, KeyCondition hash, @Nullable KeyCondition ofRange, Item startKey) {
        KeyAttribute rangeKey = keys.range();
        Value range = rangeKey == null ? null : startKey.get(rangeKey.name());
        if (ofRange != null && range != null && !ofRange.holds(range)) {
            throw new InvalidRequest(
                    "The provided starting key does not match the range key predicate");
        }
        Value start = startKey.get(keys.hash().name());
        if (start != null && !hash.holds(start)) {
            throw new InvalidRequest(
                    ofRange == null
                            ? "The provided starting key is outside query boundaries based on"
                                    + " provided conditions"
                            : "The query can return at most one row and cannot be restarted");
        }
    }
}
