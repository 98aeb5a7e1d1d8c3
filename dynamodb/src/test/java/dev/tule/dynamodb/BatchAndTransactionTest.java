package dev.tule.dynamodb;

import static dev.tule.dynamodb.Samples.hashTable;
import static dev.tule.dynamodb.Samples.item;
import static dev.tule.dynamodb.Samples.n;
import static dev.tule.dynamodb.Samples.put;
import static dev.tule.dynamodb.Samples.s;
import static dev.tule.dynamodb.Samples.value;
import static dev.tule.dynamodb.Samples.with;
import static dev.tule.dynamodb.TableOperationsTest.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class BatchAndTransactionTest extends DynamoDbTest {
    @BeforeEach
    void createTables() {
        client.createTable(hashTable("items").build());
        client.createTable(hashTable("others").build());
    }

    private static Map<String, AttributeValue> key(int id) {
        return item(with("id", s("" + id)));
    }

    private static WriteRequest putting(Map<String, AttributeValue> item) {
        return WriteRequest.builder().putRequest(PutRequest.builder().item(item).build()).build();
    }

    private static WriteRequest deleting(Map<String, AttributeValue> key) {
        return WriteRequest.builder()
                .deleteRequest(DeleteRequest.builder().key(key).build())
                .build();
    }

    @Test
    void aBatchWritesToSeveralTables() {
        put(client, "others", with("id", s("gone")));

        client.batchWriteItem(
                b ->
                        b.requestItems(
                                Map.of(
                                        "items", List.of(putting(key(1)), putting(key(2))),
                                        "others",
                                                List.of(
                                                        putting(key(3)),
                                                        deleting(item(with("id", s("gone"))))))));

        assertThat(count("items")).isEqualTo(2);
        assertThat(client.scan(scan -> scan.tableName("others")).items()).containsExactly(key(3));
    }

    @Test
    void aBatchThatCannotBeDoneIsNotBegun() {
        assertInvalid(
                () ->
                        client.batchWriteItem(
                                b ->
                                        b.requestItems(
                                                Map.of(
                                                        "items",
                                                        List.of(
                                                                putting(key(1)),
                                                                putting(item(with("x", n(1)))))))),
                "One or more parameter values were invalid: Missing the key id in the item");
        assertInvalid(
                () ->
                        client.batchWriteItem(
                                b ->
                                        b.requestItems(
                                                Map.of(
                                                        "items",
                                                        List.of(
                                                                putting(key(1)),
                                                                deleting(key(1)))))),
                "Provided list of item keys contains duplicates");
        assertThat(count("items")).isZero();
    }

    @Test
    void aBatchGetsWhatIsThere() {
        put(client, "items", with("id", s("1")), with("a", n(1)), with("b", n(2)));
        put(client, "others", with("id", s("2")));

        BatchGetItemResponse found =
                client.batchGetItem(
                        b ->
                                b.requestItems(
                                                Map.of(
                                                        "items",
                                                        keys(
                                                                k ->
                                                                        k.keys(
                                                                                        List.of(
                                                                                                key(
                                                                                                        1),
                                                                                                key(
                                                                                                        9)))
                                                                                .projectionExpression(
                                                                                        "b")),
                                                        "others",
                                                        keys(k -> k.keys(List.of(key(2))))))
                                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));

        assertThat(found.responses())
                .containsEntry("items", List.of(item(with("b", n(2)))))
                .containsEntry("others", List.of(key(2)));
        assertThat(found.unprocessedKeys()).isEmpty();
        assertThat(found.consumedCapacity().stream().mapToDouble(c -> c.capacityUnits()).sum())
                .isEqualTo(1.5);
    }

    private static KeysAndAttributes keys(Consumer<KeysAndAttributes.Builder> consumer) {
        return KeysAndAttributes.builder().applyMutation(consumer).build();
    }

    @Test
    void whatIsBeyondSixteenMegabytesIsLeftUnprocessed() {
        String text = "x".repeat(390 << 10);
        for (int i = 0; i < 45; i++) {
            put(client, "items", with("id", s("" + i)), with("v", s(text)));
        }

        BatchGetItemResponse found =
                client.batchGetItem(
                        b ->
                                b.requestItems(
                                        Map.of(
                                                "items",
                                                keys(
                                                        k ->
                                                                k.keys(
                                                                        IntStream.range(0, 45)
                                                                                .mapToObj(
                                                                                        BatchAndTransactionTest
                                                                                                ::key)
                                                                                .toList())))));

        List<Map<String, AttributeValue>> items =
                found.responses().getOrDefault("items", List.of());
        KeysAndAttributes left = found.unprocessedKeys().get("items");
        assertThat(items).hasSize(43);
        assertThat(left == null ? List.of() : left.keys()).hasSize(2);
    }

    @Test
    void moreThanAHundredGetsOrTwentyFiveWritesAreTooMany() {
        assertInvalid(
                () ->
                        client.batchGetItem(
                                b ->
                                        b.requestItems(
                                                Map.of(
                                                        "items",
                                                        keys(
                                                                k ->
                                                                        k.keys(
                                                                                IntStream.range(
                                                                                                0,
                                                                                                101)
                                                                                        .mapToObj(
                                                                                                BatchAndTransactionTest
                                                                                                        ::key)
                                                                                        .toList()))))),
                "Too many items requested for the BatchGetItem call");
        assertInvalid(
                () ->
                        client.batchWriteItem(
                                b ->
                                        b.requestItems(
                                                Map.of(
                                                        "items",
                                                        IntStream.range(0, 26)
                                                                .mapToObj(i -> putting(key(i)))
                                                                .toList()))),
                "Too many items requested for the BatchWriteItem call");
    }

    private static TransactWriteItem transfer(String id, int amount) {
        return TransactWriteItem.builder()
                .update(
                        u ->
                                u.tableName("items")
                                        .key(item(with("id", s(id))))
                                        .updateExpression("SET amount = amount + :x")
                                        .conditionExpression("amount >= :least")
                                        .expressionAttributeValues(
                                                Map.of(":x", n(amount), ":least", n(-amount)))
                                        .returnValuesOnConditionCheckFailure(
                                                ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
    }

    private int amount(String id) {
        return Integer.parseInt(
                value(
                                client.getItem(
                                                g ->
                                                        g.tableName("items")
                                                                .key(item(with("id", s(id)))))
                                        .item(),
                                "amount")
                        .n());
    }

    @Test
    void aTransactionIsDoneWholeOrNotAtAll() {
        put(client, "items", with("id", s("a")), with("amount", n(10)));
        put(client, "items", with("id", s("b")), with("amount", n(0)));

        client.transactWriteItems(t -> t.transactItems(transfer("a", -7), transfer("b", 7)));
        assertThat(amount("a")).isEqualTo(3);
        assertThat(amount("b")).isEqualTo(7);

        assertThatThrownBy(
                        () ->
                                client.transactWriteItems(
                                        t -> t.transactItems(transfer("b", 7), transfer("a", -7))))
                .isInstanceOfSatisfying(
                        TransactionCanceledException.class,
                        e -> {
                            assertThat(e.awsErrorDetails().errorMessage())
                                    .isEqualTo(
                                            "Transaction cancelled, please refer cancellation"
                                                    + " reasons for specific reasons [None,"
                                                    + " ConditionalCheckFailed]");
                            CancellationReason reason = e.cancellationReasons().getLast();
                            assertThat(reason.message())
                                    .isEqualTo("The conditional request failed");
                            assertThat(value(reason.item(), "amount")).isEqualTo(n(3));
                        });
        assertThat(amount("a")).isEqualTo(3);
        assertThat(amount("b")).isEqualTo(7);
    }

    @Test
    void aTransactionWithATokenIsDoneOnce() {
        put(client, "items", with("id", s("a")), with("amount", n(10)));

        for (int i = 0; i < 3; i++) {
            client.transactWriteItems(
                    t -> t.transactItems(transfer("a", -1)).clientRequestToken("token"));
        }

        assertThat(amount("a")).isEqualTo(9);
        assertThatThrownBy(
                        () ->
                                client.transactWriteItems(
                                        t ->
                                                t.transactItems(transfer("a", -2))
                                                        .clientRequestToken("token")))
                .isInstanceOf(IdempotentParameterMismatchException.class);
        home.now.updateAndGet(now -> now.plusSeconds(601));
        client.transactWriteItems(
                t -> t.transactItems(transfer("a", -2)).clientRequestToken("token"));
        assertThat(amount("a")).isEqualTo(7);
    }

    @Test
    void aTransactionTouchesAnItemOnce() {
        put(client, "items", with("id", s("a")), with("amount", n(10)));

        assertInvalid(
                () ->
                        client.transactWriteItems(
                                t -> t.transactItems(transfer("a", -1), transfer("a", -1))),
                "Transaction request cannot include multiple operations on one item");
    }

    @Test
    void aTransactionReadsAtOnePoint() {
        put(client, "items", with("id", s("a")), with("amount", n(10)));

        assertThat(
                        client.transactGetItems(
                                        t ->
                                                t.transactItems(
                                                        getting("items", "a"),
                                                        getting("others", "nothing")))
                                .responses())
                .satisfiesExactly(
                        first -> assertThat(value(first.item(), "amount")).isEqualTo(n(10)),
                        second -> assertThat(second.hasItem()).isFalse());
    }

    private static TransactGetItem getting(String table, String id) {
        return TransactGetItem.builder()
                .get(g -> g.tableName(table).key(item(with("id", s(id)))))
                .build();
    }
}
