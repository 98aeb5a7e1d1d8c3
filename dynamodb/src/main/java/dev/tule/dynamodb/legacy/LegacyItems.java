package dev.tule.dynamodb.legacy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The operations on single items: PutItem, GetItem, UpdateItem and DeleteItem. */
final class LegacyItems {
    private final DynamoDbClient client;

    LegacyItems(DynamoDbClient client) {
        this.client = client;
    }

    Map<String, Object> putItem(Json request) {
        PutItemRequest.Builder put =
                PutItemRequest.builder()
                        .tableName(request.text("TableName").orElse(null))
                        .item(Values.item(request.required("Item")))
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        request.object("Expected").ifPresent(given -> put.expected(Values.expected(given)));
        request.text("ReturnValues").ifPresent(put::returnValues);
        PutItemResponse response = client.putItem(put.build());
        return answer(
                "Attributes",
                Optional.of(response.attributes()).filter(_ -> response.hasAttributes()),
                response.consumedCapacity());
    }

    Map<String, Object> getItem(Json request) {
        String table = request.text("TableName").orElse(null);
        GetItemRequest.Builder get =
                GetItemRequest.builder()
                        .tableName(table)
                        .key(TableKeys.of(client, table).key(request.required("Key")))
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        if (request.has("AttributesToGet")) {
            get.attributesToGet(request.texts("AttributesToGet"));
        }
        request.truth("ConsistentRead").ifPresent(get::consistentRead);
        GetItemResponse response = client.getItem(get.build());
        return answer(
                "Item",
                Optional.of(response.item()).filter(_ -> response.hasItem()),
                response.consumedCapacity());
    }

    Map<String, Object> updateItem(Json request) {
        String table = request.text("TableName").orElse(null);
        UpdateItemRequest.Builder update =
                UpdateItemRequest.builder()
                        .tableName(table)
                        .key(TableKeys.of(client, table).key(request.required("Key")))
                        .attributeUpdates(Values.updates(request.required("AttributeUpdates")))
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        request.object("Expected").ifPresent(given -> update.expected(Values.expected(given)));
        request.text("ReturnValues").ifPresent(update::returnValues);
        UpdateItemResponse response = client.updateItem(update.build());
        return answer(
                "Attributes",
                Optional.of(response.attributes()).filter(_ -> response.hasAttributes()),
                response.consumedCapacity());
    }

    Map<String, Object> deleteItem(Json request) {
        String table = request.text("TableName").orElse(null);
        DeleteItemRequest.Builder delete =
                DeleteItemRequest.builder()
                        .tableName(table)
                        .key(TableKeys.of(client, table).key(request.required("Key")))
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
        request.object("Expected").ifPresent(given -> delete.expected(Values.expected(given)));
        request.text("ReturnValues").ifPresent(delete::returnValues);
        DeleteItemResponse response = client.deleteItem(delete.build());
        return answer(
                "Attributes",
                Optional.of(response.attributes()).filter(_ -> response.hasAttributes()),
                response.consumedCapacity());
    }

    private static Map<String, Object> answer(
            String member,
            Optional<Map<String, AttributeValue>> attributes,
            ConsumedCapacity consumed) {
        Map<String, Object> answer = new LinkedHashMap<>();
        attributes.ifPresent(each -> answer.put(member, Values.json(each)));
        answer.put("ConsumedCapacityUnits", consumed.capacityUnits());
        return answer;
    }
}
