package dev.tule.dynamodb.legacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The operations on tables: CreateTable, DescribeTable, ListTables, UpdateTable, DeleteTable. */
final class LegacyTables {
    private final DynamoDbClient client;

    LegacyTables(DynamoDbClient client) {
        this.client = client;
    }

    Map<String, Object> createTable(Json request) {
        Json schema = request.required("KeySchema");
        Json hash = schema.required("HashKeyElement");
        CreateTableRequest.Builder create =
                CreateTableRequest.builder().provisionedThroughput(throughput(request));
        request.text("TableName").ifPresent(create::tableName);
        if (schema.has("RangeKeyElement")) {
            Json range = schema.required("RangeKeyElement");
            create.attributeDefinitions(definition(hash), definition(range))
                    .keySchema(element(hash, KeyType.HASH), element(range, KeyType.RANGE));
        } else {
            create.attributeDefinitions(definition(hash)).keySchema(element(hash, KeyType.HASH));
        }
        return Map.of(
                "TableDescription",
                described(client.createTable(create.build()).tableDescription()));
    }

    private static AttributeDefinition definition(Json element) {
        AttributeDefinition.Builder definition = AttributeDefinition.builder();
        element.text("AttributeName").ifPresent(definition::attributeName);
        element.text("AttributeType").ifPresent(definition::attributeType);
        return definition.build();
    }

    private static KeySchemaElement element(Json element, KeyType type) {
        KeySchemaElement.Builder builder = KeySchemaElement.builder().keyType(type);
        element.text("AttributeName").ifPresent(builder::attributeName);
        return builder.build();
    }

    private static ProvisionedThroughput throughput(Json request) {
        Json given = request.required("ProvisionedThroughput");
        ProvisionedThroughput.Builder throughput = ProvisionedThroughput.builder();
        given.number("ReadCapacityUnits").ifPresent(throughput::readCapacityUnits);
        given.number("WriteCapacityUnits").ifPresent(throughput::writeCapacityUnits);
        return throughput.build();
    }

    Map<String, Object> describeTable(Json request) {
        String name = request.text("TableName").orElse(null);
        TableDescription table = client.describeTable(describe -> describe.tableName(name)).table();
        Map<String, Object> described = described(table);
        described.put("ItemCount", table.itemCount());
        described.put("TableSizeBytes", table.tableSizeBytes());
        return Map.of("Table", described);
    }

    Map<String, Object> listTables(Json request) {
        ListTablesRequest.Builder list = ListTablesRequest.builder();
        request.text("ExclusiveStartTableName").ifPresent(list::exclusiveStartTableName);
        request.integer("Limit").ifPresent(list::limit);
        ListTablesResponse page = client.listTables(list.build());
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("TableNames", page.tableNames());
        if (page.lastEvaluatedTableName() != null) {
            response.put("LastEvaluatedTableName", page.lastEvaluatedTableName());
        }
        return response;
    }

    Map<String, Object> updateTable(Json request) {
        String name = request.text("TableName").orElse(null);
        ProvisionedThroughput throughput = throughput(request);
        TableDescription table =
                client.updateTable(
                                update -> update.tableName(name).provisionedThroughput(throughput))
                        .tableDescription();
        return Map.of("TableDescription", described(table));
    }

    Map<String, Object> deleteTable(Json request) {
        String name = request.text("TableName").orElse(null);
        TableDescription table =
                client.deleteTable(delete -> delete.tableName(name)).tableDescription();
        return Map.of("TableDescription", described(table));
    }

    private static Map<String, Object> described(TableDescription table) {
        Map<String, Object> schema = new LinkedHashMap<>();
        List<KeySchemaElement> keys = table.keySchema();
        schema.put("HashKeyElement", element(table, keys.getFirst()));
        if (keys.size() > 1) {
            schema.put("RangeKeyElement", element(table, keys.getLast()));
        }
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("TableName", table.tableName());
        described.put("KeySchema", schema);
        described.put(
                "ProvisionedThroughput",
                Map.of(
                        "ReadCapacityUnits", table.provisionedThroughput().readCapacityUnits(),
                        "WriteCapacityUnits", table.provisionedThroughput().writeCapacityUnits()));
        described.put("CreationDateTime", table.creationDateTime().toEpochMilli() / 1000.0);
        described.put("TableStatus", table.tableStatusAsString());
        return described;
    }

    private static Map<String, Object> element(TableDescription table, KeySchemaElement key) {
        String type =
                table.attributeDefinitions().stream()
                        .filter(each -> each.attributeName().equals(key.attributeName()))
                        .map(AttributeDefinition::attributeTypeAsString)
                        .findFirst()
                        .orElseThrow();
        return Map.of("AttributeName", key.attributeName(), "AttributeType", type);
    }
}
