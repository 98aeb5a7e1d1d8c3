package dev.tule.dynamodb;

import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Item;
import dev.tule.dynamodb.value.Value;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Checks of items and keys against a table's keys, with DynamoDB's sentences. */
final class ItemKeys {
    private static final int MOST_HASH_BYTES = 2048;
    private static final int MOST_RANGE_BYTES = 1024;

    private ItemKeys() {}

    /** A key that a request names an item by: exactly the table's key attributes. */
    static void checkKey(KeySchema keys, Item key) {
        if (key.attributes().size() != keys.attributes().size()) {
            throw mismatch();
        }
        for (KeyAttribute attribute : keys.attributes()) {
            Value value = key.get(attribute.name());
            if (value == null || value.type() != attribute.type()) {
                throw mismatch();
            }
            checkNotEmpty(attribute, value, null);
        }
        checkSizes(keys, key);
    }

    private static InvalidRequest mismatch() {
        return new InvalidRequest("The provided key element does not match the schema");
    }

    /** A whole item that is to be put. */
    static void checkItem(Table table, Item item) {
        for (KeyAttribute attribute : table.keys().attributes()) {
            Value value = item.get(attribute.name());
            if (value == null) {
                throw new InvalidRequest(
                        "One or more parameter values were invalid: Missing the key "
                                + attribute.name()
                                + " in the item");
            }
            if (value.type() != attribute.type()) {
                throw new InvalidRequest(
                        "One or more parameter values were invalid: Type mismatch for key "
                                + attribute.name()
                                + " expected: "
                                + attribute.type()
                                + " actual: "
                                + value.type());
            }
            checkNotEmpty(attribute, value, null);
        }
        checkSizes(table.keys(), item);
        for (Index index : table.indexes()) {
            checkIndexKeys(index, item);
        }
    }

    private static void checkIndexKeys(Index index, Item item) {
        for (KeyAttribute attribute : index.keys().attributes()) {
            Value value = item.get(attribute.name());
            if (value == null) {
                continue;
            }
            if (value.type() != attribute.type()) {
                throw new InvalidRequest(
                        "One or more parameter values were invalid: Type mismatch for Index Key "
                                + attribute.name()
                                + " Expected: "
                                + attribute.type()
                                + " Actual: "
                                + value.type()
                                + " IndexName: "
                                + index.name());
            }
            checkNotEmpty(attribute, value, index);
        }
        checkSizes(index.keys(), item);
    }

    private static void checkNotEmpty(KeyAttribute attribute, Value value, @Nullable Index index) {
        if (!KeyAttribute.isEmpty(value)) {
            return;
        }
        String kind = value instanceof Value.S ? "string" : "binary";
        if (index == null) {
            throw new InvalidRequest(
                    "One or more parameter values are not valid. The AttributeValue for a key"
                            + " attribute cannot contain an empty "
                            + kind
                            + " value. Key: "
                            + attribute.name());
        }
        throw new InvalidRequest(
                "One or more parameter values are not valid. A value specified for a secondary"
                        + " index key is not supported. The AttributeValue for a key attribute"
                        + " cannot contain an empty "
                        + kind
                        + " value. IndexName: "
                        + index.name()
                        + ", IndexKey: "
                        + attribute.name());
    }

    private static void checkSizes(KeySchema keys, Item item) {
        if (sizeBytes(item.get(keys.hash().name())) > MOST_HASH_BYTES) {
            throw new InvalidRequest(
                    "One or more parameter values were invalid: Size of hashkey has exceeded the"
                            + " maximum size limit of2048 bytes");
        }
        KeyAttribute range = keys.range();
        if (range != null && sizeBytes(item.get(range.name())) > MOST_RANGE_BYTES) {
            throw new InvalidRequest(
                    "One or more parameter values were invalid: Aggregated size of all range keys"
                            + " has exceeded the size limit of 1024 bytes");
        }
    }

    private static int sizeBytes(@Nullable Value value) {
        return switch (value) {
            case Value.S(String text) -> text.getBytes(StandardCharsets.UTF_8).length;
            case Value.B b -> b.bytes().length();
            case null, default -> 0;
        };
    }
}
