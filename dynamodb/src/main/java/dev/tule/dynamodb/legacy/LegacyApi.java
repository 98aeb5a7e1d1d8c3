package dev.tule.dynamodb.legacy;

import dev.tule.aws.ServedApi.JsonOperations;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The 13 operations of API version 2011-12-05 over the tables of an account and region. Safe for
 * use by many threads.
 */
public final class LegacyApi implements JsonOperations {
    /** What precedes the operation in {@code X-Amz-Target}. */
    public static final String TARGET_PREFIX = "DynamoDB_20111205";

    /** What precedes the {@code #} in an error's {@code __type}. */
    public static final String ERROR_NAMESPACE = "com.amazonaws.dynamodb.v20111205";

    private final LegacyTables tables;
    private final LegacyItems items;
    private final LegacyPages pages;
    private final LegacyBatches batches;

    public LegacyApi(DynamoDbClient client) {
        this.tables = new LegacyTables(client);
        this.items = new LegacyItems(client);
        this.pages = new LegacyPages(client);
        this.batches = new LegacyBatches(client);
    }

    @Override
    public Map<String, Object> call(String operation, Map<String, Object> request) {
        Json json = Json.object(request);
        return switch (operation) {
            case "CreateTable" -> tables.createTable(json);
            case "DescribeTable" -> tables.describeTable(json);
            case "ListTables" -> tables.listTables(json);
            case "UpdateTable" -> tables.updateTable(json);
            case "DeleteTable" -> tables.deleteTable(json);
            case "PutItem" -> items.putItem(json);
            case "GetItem" -> items.getItem(json);
            case "UpdateItem" -> items.updateItem(json);
            case "DeleteItem" -> items.deleteItem(json);
            case "Query" -> pages.query(json);
            case "Scan" -> pages.scan(json);
            case "BatchGetItem" -> batches.batchGetItem(json);
            case "BatchWriteItem" -> batches.batchWriteItem(json);
            default -> throw new UnsupportedOperationException(operation);
        };
    }
}
