package dev.tule.dynamodb.legacy;

import dev.tule.aws.AwsFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/**
 * The names of a table's keys, which requests of 2011 don't say.
 *
 * @param range null of a table without a range key
 */
record TableKeys(String hash, @Nullable String range) {
    private static final String HASH = "HashKeyElement";
    private static final String RANGE = "RangeKeyElement";

    static TableKeys of(DynamoDbClient client, @Nullable String table) {
        List<KeySchemaElement> keys =
                client.describeTable(request -> request.tableName(table)).table().keySchema();
        return new TableKeys(
                keys.getFirst().attributeName(),
                keys.size() == 1 ? null : keys.getLast().attributeName());
    }

    /** The range key's name, where a request is about one. */
    String requiredRange() {
        if (range == null) {
            throw AwsFault.of(
                    "ValidationException",
                    400,
                    "The provided key element does not match the schema");
        }
        return range;
    }

    /** A key as it is said today. */
    Map<String, AttributeValue> key(Json json) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        key.put(hash, Values.value(json.required(HASH)));
        if (json.has(RANGE)) {
            key.put(requiredRange(), Values.value(json.required(RANGE)));
        }
        return key;
    }

    /** A key as it was said in 2011. */
    Map<String, Object> json(Map<String, AttributeValue> key) {
        Map<String, Object> json = new LinkedHashMap<>();
        put(json, HASH, key.get(hash));
        put(json, RANGE, range == null ? null : key.get(range));
        return json;
    }

    private static void put(
            Map<String, Object> json, String element, @Nullable AttributeValue value) {
        if (value != null) {
            json.put(element, Values.json(value));
        }
    }
}
