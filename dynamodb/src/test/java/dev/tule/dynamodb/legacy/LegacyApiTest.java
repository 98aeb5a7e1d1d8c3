package dev.tule.dynamodb.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.ServedApi.JsonOperations;
import dev.tule.dynamodb.DynamoDb;
import dev.tule.store.RocksStore;
import dev.tule.store.Store;
import dev.tule.store.StoreConfig;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** The wire shapes that boto 2 sends and reads. */
class LegacyApiTest {
    private static final AccountRegion HERE = new AccountRegion("000000000000", "us-east-1");
    private static final Map<String, Object> KEY =
            Map.of("HashKeyElement", Map.of("S", "m1"), "RangeKeyElement", Map.of("S", "d1"));

    @TempDir private Path directory;
    private Store store;
    private DynamoDb dynamoDb;
    private JsonOperations api;

    @BeforeEach
    void open() {
        store = RocksStore.open(directory.resolve("store"), StoreConfig.DEFAULT);
        dynamoDb = DynamoDb.open(store, InstantSource.system());
        api = dynamoDb.legacyApi().instance().apply(HERE);
        api.call(
                "CreateTable",
                Map.of(
                        "TableName",
                        "my-test-table",
                        "KeySchema",
                        Map.of(
                                "HashKeyElement",
                                Map.of("AttributeName", "msgid", "AttributeType", "S"),
                                "RangeKeyElement",
                                Map.of("AttributeName", "date", "AttributeType", "S")),
                        "ProvisionedThroughput",
                        Map.of("ReadCapacityUnits", 1L, "WriteCapacityUnits", 1L)));
    }

    @AfterEach
    void close() {
        dynamoDb.close();
        store.close();
    }

    private Map<String, Object> put(String message, String date, String text) {
        return api.call(
                "PutItem",
                Map.of(
                        "TableName",
                        "my-test-table",
                        "Item",
                        Map.of(
                                "msgid", Map.of("S", message),
                                "date", Map.of("S", date),
                                "text", Map.of("S", text))));
    }

    @Test
    void tablesAreDescribedAsIn2011() {
        Map<String, Object> described =
                api.call("DescribeTable", Map.of("TableName", "my-test-table"));

        assertThat(Json.object(described).required("Table").members())
                .containsEntry("TableName", "my-test-table")
                .containsEntry("TableStatus", "ACTIVE")
                .containsEntry("ItemCount", 0L)
                .containsEntry(
                        "KeySchema",
                        Map.of(
                                "HashKeyElement",
                                Map.of("AttributeName", "msgid", "AttributeType", "S"),
                                "RangeKeyElement",
                                Map.of("AttributeName", "date", "AttributeType", "S")));
        assertThat(api.call("ListTables", Map.of()))
                .isEqualTo(Map.of("TableNames", List.of("my-test-table")));
        assertThat(dynamoDb.client(HERE).listTables().tableNames())
                .containsExactly("my-test-table");
    }

    @Test
    void aTableIsUpdatedAndDeleted() {
        Map<String, Object> updated =
                api.call(
                        "UpdateTable",
                        Map.of(
                                "TableName",
                                "my-test-table",
                                "ProvisionedThroughput",
                                Map.of("ReadCapacityUnits", 2L, "WriteCapacityUnits", 3L)));
        Map<String, Object> deleted = api.call("DeleteTable", Map.of("TableName", "my-test-table"));

        assertThat(Json.object(updated).required("TableDescription").members())
                .containsEntry(
                        "ProvisionedThroughput",
                        Map.of("ReadCapacityUnits", 2L, "WriteCapacityUnits", 3L));
        assertThat(Json.object(deleted).required("TableDescription").members())
                .containsEntry("TableStatus", "DELETING");
        assertThat(api.call("ListTables", Map.of())).isEqualTo(Map.of("TableNames", List.of()));
    }

    @Test
    void itemsArePutChangedGotAndDeleted() {
        assertThat(put("m1", "d1", "hello")).isEqualTo(Map.of("ConsumedCapacityUnits", 1.0));

        Map<String, Object> updated =
                api.call(
                        "UpdateItem",
                        Map.of(
                                "TableName",
                                "my-test-table",
                                "Key",
                                KEY,
                                "AttributeUpdates",
                                Map.of("views", Map.of("Value", Map.of("N", "1"), "Action", "ADD")),
                                "Expected",
                                Map.of("text", Map.of("Value", Map.of("S", "hello"))),
                                "ReturnValues",
                                "ALL_NEW"));
        Map<String, Object> got =
                api.call("GetItem", Map.of("TableName", "my-test-table", "Key", KEY));

        assertThat(updated).containsEntry("Attributes", got.get("Item"));
        assertThat(Json.object(got).required("Item").members())
                .containsEntry("views", Map.of("N", "1"))
                .containsEntry("text", Map.of("S", "hello"));
        api.call("DeleteItem", Map.of("TableName", "my-test-table", "Key", KEY));
        assertThat(api.call("GetItem", Map.of("TableName", "my-test-table", "Key", KEY)))
                .isEqualTo(Map.of("ConsumedCapacityUnits", 0.5));
    }

    @Test
    void anExpectationThatFailsIsAnError() {
        put("m1", "d1", "hello");

        assertThatThrownBy(
                        () ->
                                api.call(
                                        "DeleteItem",
                                        Map.of(
                                                "TableName",
                                                "my-test-table",
                                                "Key",
                                                KEY,
                                                "Expected",
                                                Map.of("text", Map.of("Exists", false)))))
                .isInstanceOf(ConditionalCheckFailedException.class);
        assertThatThrownBy(() -> api.call("DescribeTable", Map.of("TableName", "nowhere")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> api.call("GetItem", Map.of("TableName", 5L)))
                .hasMessageContaining("Unexpected type in payload: Long");
        assertThatThrownBy(() -> api.call("TransactGetItems", Map.of()))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void queriesAndScansArePagedByElements() {
        for (int i = 0; i < 5; i++) {
            put("m1", "d" + i, "text " + i);
        }
        Map<String, Object> page =
                api.call(
                        "Query",
                        Map.of(
                                "TableName",
                                "my-test-table",
                                "HashKeyValue",
                                Map.of("S", "m1"),
                                "RangeKeyCondition",
                                Map.of(
                                        "AttributeValueList",
                                        List.of(Map.of("S", "d1")),
                                        "ComparisonOperator",
                                        "GE"),
                                "Limit",
                                2L));

        assertThat(page)
                .containsEntry("Count", 2)
                .containsEntry(
                        "LastEvaluatedKey",
                        Map.of(
                                "HashKeyElement", Map.of("S", "m1"),
                                "RangeKeyElement", Map.of("S", "d2")));
        assertThat(
                        api.call(
                                "Scan",
                                Map.of(
                                        "TableName",
                                        "my-test-table",
                                        "Count",
                                        true,
                                        "ScanFilter",
                                        Map.of(
                                                "text",
                                                Map.of(
                                                        "AttributeValueList",
                                                        List.of(Map.of("S", "3")),
                                                        "ComparisonOperator",
                                                        "CONTAINS")))))
                .containsEntry("Count", 1)
                .containsEntry("ScannedCount", 5)
                .doesNotContainKey("Items");
    }

    @Test
    void batchesWriteAndGet() {
        Map<String, Object> item = Map.of("msgid", Map.of("S", "m1"), "date", Map.of("S", "d1"));
        Map<String, Object> written =
                api.call(
                        "BatchWriteItem",
                        Map.of(
                                "RequestItems",
                                Map.of(
                                        "my-test-table",
                                        List.of(Map.of("PutRequest", Map.of("Item", item))))));
        Map<String, Object> got =
                api.call(
                        "BatchGetItem",
                        Map.of(
                                "RequestItems",
                                Map.of("my-test-table", Map.of("Keys", List.of(KEY)))));

        assertThat(written)
                .isEqualTo(
                        Map.of(
                                "Responses",
                                Map.of("my-test-table", Map.of("ConsumedCapacityUnits", 1.0)),
                                "UnprocessedItems",
                                Map.of()));
        assertThat(got)
                .isEqualTo(
                        Map.of(
                                "Responses",
                                Map.of(
                                        "my-test-table",
                                        Map.of(
                                                "Items",
                                                List.of(item),
                                                "ConsumedCapacityUnits",
                                                0.5)),
                                "UnprocessedKeys",
                                Map.of()));
    }
}
