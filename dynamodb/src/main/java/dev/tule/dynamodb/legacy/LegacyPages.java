package dev.tule.dynamodb.legacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Condition;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Query and Scan. */
final class LegacyPages {
    private final DynamoDbClient client;

    LegacyPages(DynamoDbClient client) {
        this.client = client;
    }

    Map<String, Object> query(Json request) {
        String table = request.text("TableName").orElse(null);
        TableKeys keys = TableKeys.of(client, table);
        QueryRequest.Builder query =
                QueryRequest.builder()
                        .tableName(table)
                        .keyConditions(keyConditions(request, keys))
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        if (request.has("AttributesToGet")) {
            query.attributesToGet(request.texts("AttributesToGet"));
        }
        request.integer("Limit").ifPresent(query::limit);
        request.truth("ConsistentRead").ifPresent(query::consistentRead);
        request.truth("ScanIndexForward").ifPresent(query::scanIndexForward);
        request.object("ExclusiveStartKey")
                .ifPresent(given -> query.exclusiveStartKey(keys.key(given)));
        boolean count = request.truth("Count").orElse(false);
        if (count) {
            query.select(Select.COUNT);
        }
        QueryResponse response = client.query(query.build());
        Map<String, Object> answer = answer(count, response.items(), response.count());
        if (response.hasLastEvaluatedKey()) {
            answer.put("LastEvaluatedKey", keys.json(response.lastEvaluatedKey()));
        }
        answer.put("ConsumedCapacityUnits", response.consumedCapacity().capacityUnits());
        return answer;
    }

    private static Map<String, Condition> keyConditions(Json request, TableKeys keys) {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        conditions.put(
                keys.hash(),
                Condition.builder()
                        .comparisonOperator("EQ")
                        .attributeValueList(Values.value(request.required("HashKeyValue")))
                        .build());
        request.object("RangeKeyCondition")
                .ifPresent(given -> conditions.put(keys.requiredRange(), Values.condition(given)));
        return conditions;
    }

    Map<String, Object> scan(Json request) {
        String table = request.text("TableName").orElse(null);
        TableKeys keys = TableKeys.of(client, table);
        ScanRequest.Builder scan =
                ScanRequest.builder()
                        .tableName(table)
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        if (request.has("AttributesToGet")) {
            scan.attributesToGet(request.texts("AttributesToGet"));
        }
        request.integer("Limit").ifPresent(scan::limit);
        request.object("ScanFilter").ifPresent(given -> scan.scanFilter(Values.conditions(given)));
        request.object("ExclusiveStartKey")
                .ifPresent(given -> scan.exclusiveStartKey(keys.key(given)));
        boolean count = request.truth("Count").orElse(false);
        if (count) {
            scan.select(Select.COUNT);
        }
        ScanResponse response = client.scan(scan.build());
        Map<String, Object> answer = answer(count, response.items(), response.count());
        answer.put("ScannedCount", response.scannedCount());
        if (response.hasLastEvaluatedKey()) {
            answer.put("LastEvaluatedKey", keys.json(response.lastEvaluatedKey()));
        }
        answer.put("ConsumedCapacityUnits", response.consumedCapacity().capacityUnits());
        return answer;
    }

    private static Map<String, Object> answer(
            boolean onlyCount, List<Map<String, AttributeValue>> items, int count) {
        Map<String, Object> answer = new LinkedHashMap<>();
        if (!onlyCount) {
            answer.put("Items", items.stream().map(item -> Values.json(item)).toList());
        }
        answer.put("Count", count);
        return answer;
    }
}
