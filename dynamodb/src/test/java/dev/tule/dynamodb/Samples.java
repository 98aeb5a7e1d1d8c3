package dev.tule.dynamodb;

import static java.util.Map.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Tables and values for tests. */
final class Samples {
    private Samples() {}

    static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    static AttributeValue n(Object number) {
        return AttributeValue.fromN(number.toString());
    }

    static AttributeValue l(AttributeValue... elements) {
        return AttributeValue.fromL(List.of(elements));
    }

    @SafeVarargs
    static AttributeValue m(Entry<String, AttributeValue>... entries) {
        return AttributeValue.fromM(item(entries));
    }

    static AttributeValue ss(String... members) {
        return AttributeValue.fromSs(List.of(members));
    }

    static Entry<String, AttributeValue> with(String name, AttributeValue value) {
        return entry(name, value);
    }

    @SafeVarargs
    static Map<String, AttributeValue> item(Entry<String, AttributeValue>... entries) {
        Map<String, AttributeValue> item = new LinkedHashMap<>();
        for (Entry<String, AttributeValue> entry : entries) {
            item.put(entry.getKey(), entry.getValue());
        }
        return item;
    }

    /** An attribute that must be there. */
    static AttributeValue value(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name), name);
    }

    static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    static AttributeDefinition define(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
    }

    /** A table with the hash key {@code id}, a string. */
    static CreateTableRequest.Builder hashTable(String name) {
        return CreateTableRequest.builder()
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(define("id", ScalarAttributeType.S))
                .keySchema(key("id", KeyType.HASH));
    }

    /** A table with the hash key {@code id}, a string, and the range key {@code at}. */
    static CreateTableRequest.Builder rangeTable(String name, ScalarAttributeType range) {
        return CreateTableRequest.builder()
                .tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(define("id", ScalarAttributeType.S), define("at", range))
                .keySchema(key("id", KeyType.HASH), key("at", KeyType.RANGE));
    }

    @SafeVarargs
    static void put(
            DynamoDbClient client, String table, Entry<String, AttributeValue>... attributes) {
        client.putItem(request -> request.tableName(table).item(item(attributes)));
    }
}
