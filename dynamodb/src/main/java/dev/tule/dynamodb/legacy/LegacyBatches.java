package dev.tule.dynamodb.legacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** BatchGetItem and BatchWriteItem. */
final class LegacyBatches {
    private final DynamoDbClient client;

    LegacyBatches(DynamoDbClient client) {
        this.client = client;
    }

    Map<String, Object> batchGetItem(Json request) {
        Map<String, KeysAndAttributes> wanted = new LinkedHashMap<>();
        request.required("RequestItems")
                .members()
                .forEach((table, given) -> wanted.put(table, wanted(table, Json.object(given))));
        BatchGetItemResponse response =
                client.batchGetItem(
                        get ->
                                get.requestItems(wanted)
                                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
        Map<String, Object> responses = new LinkedHashMap<>();
        response.responses()
                .forEach(
                        (table, items) ->
                                responses.put(
                                        table,
                                        Map.of(
                                                "Items",
                                                all(items, item -> Values.json(item)),
                                                "ConsumedCapacityUnits",
                                                units(response.consumedCapacity(), table))));
        Map<String, Object> unprocessed = new LinkedHashMap<>();
        response.unprocessedKeys()
                .forEach((table, left) -> unprocessed.put(table, left(table, left)));
        return Map.of("Responses", responses, "UnprocessedKeys", unprocessed);
    }

    private KeysAndAttributes wanted(String table, Json given) {
        TableKeys keys = TableKeys.of(client, table);
        List<Map<String, AttributeValue>> each =
                given.list("Keys").stream().map(key -> keys.key(Json.object(key))).toList();
        KeysAndAttributes.Builder wanted = KeysAndAttributes.builder().keys(each);
        if (given.has("AttributesToGet")) {
            wanted.attributesToGet(given.texts("AttributesToGet"));
        }
        given.truth("ConsistentRead").ifPresent(wanted::consistentRead);
        return wanted.build();
    }

    private Map<String, Object> left(String table, KeysAndAttributes left) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("Keys", all(left.keys(), TableKeys.of(client, table)::json));
        if (left.hasAttributesToGet()) {
            json.put("AttributesToGet", left.attributesToGet());
        }
        return json;
    }

    Map<String, Object> batchWriteItem(Json request) {
        Map<String, List<WriteRequest>> wanted = new LinkedHashMap<>();
        Json given = request.required("RequestItems");
        for (String table : given.members().keySet()) {
            TableKeys keys = TableKeys.of(client, table);
            wanted.put(table, all(given.list(table), each -> write(Json.object(each), keys)));
        }
        BatchWriteItemResponse response =
                client.batchWriteItem(
                        write ->
                                write.requestItems(wanted)
                                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
        Map<String, Object> responses = new LinkedHashMap<>();
        for (String table : wanted.keySet()) {
            responses.put(
                    table,
                    Map.of("ConsumedCapacityUnits", units(response.consumedCapacity(), table)));
        }
        Map<String, Object> unprocessed = new LinkedHashMap<>();
        response.unprocessedItems()
                .forEach(
                        (table, left) -> {
                            TableKeys keys = TableKeys.of(client, table);
                            unprocessed.put(table, all(left, each -> json(each, keys)));
                        });
        return Map.of("Responses", responses, "UnprocessedItems", unprocessed);
    }

    private static WriteRequest write(Json json, TableKeys keys) {
        WriteRequest.Builder write = WriteRequest.builder();
        json.object("PutRequest")
                .ifPresent(
                        put ->
                                write.putRequest(
                                        PutRequest.builder()
                                                .item(Values.item(put.required("Item")))
                                                .build()));
        json.object("DeleteRequest")
                .ifPresent(
                        delete ->
                                write.deleteRequest(
                                        DeleteRequest.builder()
                                                .key(keys.key(delete.required("Key")))
                                                .build()));
        return write.build();
    }

    private static Map<String, Object> json(WriteRequest left, TableKeys keys) {
        return left.putRequest() != null
                ? Map.of("PutRequest", Map.of("Item", Values.json(left.putRequest().item())))
                : Map.of("DeleteRequest", Map.of("Key", keys.json(left.deleteRequest().key())));
    }

    private static <F, T> List<T> all(List<F> list, Function<F, T> each) {
        return list.stream().map(each).toList();
    }

    private static double units(List<ConsumedCapacity> consumed, String table) {
        return consumed.stream()
                .filter(each -> each.tableName().equals(table))
                .mapToDouble(ConsumedCapacity::capacityUnits)
                .sum();
    }
}
