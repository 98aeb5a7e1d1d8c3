package dev.tule.dynamodb;

import static dev.tule.dynamodb.Samples.hashTable;
import static dev.tule.dynamodb.Samples.item;
import static dev.tule.dynamodb.Samples.l;
import static dev.tule.dynamodb.Samples.m;
import static dev.tule.dynamodb.Samples.n;
import static dev.tule.dynamodb.Samples.put;
import static dev.tule.dynamodb.Samples.s;
import static dev.tule.dynamodb.Samples.ss;
import static dev.tule.dynamodb.Samples.value;
import static dev.tule.dynamodb.Samples.with;
import static dev.tule.dynamodb.TableOperationsTest.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeAction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalOperator;
import software.amazon.awssdk.services.dynamodb.model.ExpectedAttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

class ItemOperationsTest extends DynamoDbTest {
    @BeforeEach
    void createTable() {
        client.createTable(hashTable("items").build());
    }

    private Map<String, AttributeValue> get(String id) {
        return client.getItem(g -> g.tableName("items").key(item(with("id", s(id))))).item();
    }

    private UpdateItemResponse update(
            String id, String expression, Map<String, AttributeValue> values) {
        return client.updateItem(
                u -> {
                    u.tableName("items")
                            .key(item(with("id", s(id))))
                            .updateExpression(expression)
                            .returnValues(ReturnValue.ALL_NEW);
                    if (!values.isEmpty()) {
                        u.expressionAttributeValues(values);
                    }
                });
    }

    @Test
    void anItemComesBackAsItWasPut() {
        Map<String, AttributeValue> item =
                item(
                        with("id", s("a")),
                        with("text", s("grüße \uD83D\uDE00")),
                        with("empty", s("")),
                        with("number", n("-12.5")),
                        with(
                                "bytes",
                                AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, -1}))),
                        with("true", AttributeValue.fromBool(true)),
                        with("null", AttributeValue.fromNul(true)),
                        with("list", l(s("x"), l(), m(with("y", n(1))))),
                        with("strings", ss("b", "a")),
                        with("numbers", AttributeValue.fromNs(List.of("3", "1"))),
                        with(
                                "binaries",
                                AttributeValue.fromBs(
                                        List.of(
                                                SdkBytes.fromUtf8String("p"),
                                                SdkBytes.fromUtf8String("q")))));

        client.putItem(p -> p.tableName("items").item(item));

        assertThat(get("a")).isEqualTo(item);
        assertThat(
                        client.getItem(g -> g.tableName("items").key(item(with("id", s("b")))))
                                .hasItem())
                .isFalse();
    }

    @Test
    void anItemOfNearly400KbIsKeptWhole() {
        String large = "x".repeat((400 << 10) - 10);
        put(client, "items", with("id", s("a")), with("v", s(large)));
        assertThat(value(get("a"), "v").s()).isEqualTo(large);

        put(client, "items", with("id", s("a")), with("v", s("small")));
        assertThat(value(get("a"), "v").s()).isEqualTo("small");

        assertInvalid(
                () -> put(client, "items", with("id", s("a")), with("v", s("x".repeat(400 << 10)))),
                "Item size has exceeded the maximum allowed size");
    }

    @Test
    void aPutReturnsWhatWasThere() {
        put(client, "items", with("id", s("a")), with("v", n(1)));

        assertThat(
                        client.putItem(
                                        p ->
                                                p.tableName("items")
                                                        .item(item(with("id", s("a"))))
                                                        .returnValues(ReturnValue.ALL_OLD))
                                .attributes())
                .isEqualTo(item(with("id", s("a")), with("v", n(1))));
    }

    @Test
    void aConditionThatDoesNotHoldChangesNothing() {
        put(client, "items", with("id", s("a")), with("v", n(1)));

        assertThatThrownBy(
                        () ->
                                client.putItem(
                                        p ->
                                                p.tableName("items")
                                                        .item(item(with("id", s("a"))))
                                                        .conditionExpression(
                                                                "attribute_not_exists(id)")
                                                        .returnValuesOnConditionCheckFailure(
                                                                ReturnValuesOnConditionCheckFailure
                                                                        .ALL_OLD)))
                .isInstanceOfSatisfying(
                        ConditionalCheckFailedException.class,
                        e -> {
                            assertThat(e.awsErrorDetails().errorMessage())
                                    .isEqualTo("The conditional request failed");
                            assertThat(e.item()).containsEntry("v", n(1));
                        });

        assertThat(get("a")).containsEntry("v", n(1));
    }

    @Test
    void expectedIsUnderstoodAsBefore() {
        put(client, "items", with("id", s("a")), with("v", n(1)), with("w", s("x")));
        Map<String, ExpectedAttributeValue> expected =
                Map.of(
                        "v", ExpectedAttributeValue.builder().value(n(2)).build(),
                        "w",
                                ExpectedAttributeValue.builder()
                                        .comparisonOperator(ComparisonOperator.BEGINS_WITH)
                                        .attributeValueList(s("x"))
                                        .build());

        assertThatThrownBy(
                        () ->
                                client.deleteItem(
                                        d ->
                                                d.tableName("items")
                                                        .key(item(with("id", s("a"))))
                                                        .expected(expected)))
                .isInstanceOf(ConditionalCheckFailedException.class);
        client.deleteItem(
                d ->
                        d.tableName("items")
                                .key(item(with("id", s("a"))))
                                .expected(expected)
                                .conditionalOperator(ConditionalOperator.OR));

        assertThat(get("a")).isEmpty();
    }

    @Test
    void anUpdateMakesTheItemThatIsNotThere() {
        assertThat(update("new", "ADD hits :one", Map.of(":one", n(1))).attributes())
                .isEqualTo(item(with("id", s("new")), with("hits", n(1))));
        client.updateItem(u -> u.tableName("items").key(item(with("id", s("bare")))));
        assertThat(get("bare")).isEqualTo(item(with("id", s("bare"))));
    }

    @Test
    void anUpdateSetsRemovesAddsAndDeletes() {
        put(
                client,
                "items",
                with("id", s("a")),
                with("count", n(10)),
                with("list", l(s("0"), s("1"), s("2"), s("3"))),
                with("tags", ss("x", "y")),
                with("nested", m(with("deep", m(with("gone", n(1)), with("kept", n(2)))))));

        Map<String, AttributeValue> after =
                client.updateItem(
                                u ->
                                        u.tableName("items")
                                                .key(item(with("id", s("a"))))
                                                .updateExpression(
                                                        "SET #c = #c - :two, nested.deep.added ="
                                                                + " if_not_exists(absent, :two), #l[9]"
                                                                + " = :end, joined = list_append(#l,"
                                                                + " :more) REMOVE #l[0], #l[2],"
                                                                + " nested.deep.gone ADD tags :z DELETE"
                                                                + " absent2 :z")
                                                .expressionAttributeNames(
                                                        Map.of("#c", "count", "#l", "list"))
                                                .expressionAttributeValues(
                                                        Map.of(
                                                                ":two", n(2),
                                                                ":end", s("end"),
                                                                ":more", l(s("4")),
                                                                ":z", ss("z")))
                                                .returnValues(ReturnValue.ALL_NEW))
                        .attributes();

        assertThat(after.get("count")).isEqualTo(n(8));
        assertThat(after.get("list")).isEqualTo(l(s("1"), s("3"), s("end")));
        assertThat(after.get("joined")).isEqualTo(l(s("0"), s("1"), s("2"), s("3"), s("4")));
        assertThat(after.get("tags")).isEqualTo(ss("x", "y", "z"));
        assertThat(after.get("nested"))
                .isEqualTo(m(with("deep", m(with("kept", n(2)), with("added", n(2))))));
        assertThat(after).doesNotContainKey("absent2");
        assertThat(get("a")).isEqualTo(after);
    }

    @Test
    void updatedNewAndOldAreOnlyWhatTheUpdateTouches() {
        put(client, "items", with("id", s("a")), with("v", m(with("x", n(1)), with("y", n(2)))));

        UpdateItemResponse old =
                client.updateItem(
                        u ->
                                u.tableName("items")
                                        .key(item(with("id", s("a"))))
                                        .updateExpression("SET v.x = v.x + :one")
                                        .expressionAttributeValues(Map.of(":one", n(1)))
                                        .returnValues(ReturnValue.UPDATED_OLD));
        UpdateItemResponse now =
                client.updateItem(
                        u ->
                                u.tableName("items")
                                        .key(item(with("id", s("a"))))
                                        .updateExpression("SET v.x = v.x + :one")
                                        .expressionAttributeValues(Map.of(":one", n(1)))
                                        .returnValues(ReturnValue.UPDATED_NEW));

        assertThat(old.attributes()).isEqualTo(item(with("v", m(with("x", n(1))))));
        assertThat(now.attributes()).isEqualTo(item(with("v", m(with("x", n(3))))));
    }

    @Test
    void attributeUpdatesAreUnderstoodAsBefore() {
        put(
                client,
                "items",
                with("id", s("a")),
                with("v", n(1)),
                with("gone", s("x")),
                with("set", ss("a", "b")));

        Map<String, AttributeValue> after =
                client.updateItem(
                                u ->
                                        u.tableName("items")
                                                .key(item(with("id", s("a"))))
                                                .attributeUpdates(
                                                        Map.of(
                                                                "v",
                                                                        change(
                                                                                AttributeAction.ADD,
                                                                                n(5)),
                                                                "gone",
                                                                        AttributeValueUpdate
                                                                                .builder()
                                                                                .action(
                                                                                        AttributeAction
                                                                                                .DELETE)
                                                                                .build(),
                                                                "set",
                                                                        change(
                                                                                AttributeAction
                                                                                        .DELETE,
                                                                                ss("b")),
                                                                "put",
                                                                        change(
                                                                                AttributeAction.PUT,
                                                                                s("p"))))
                                                .returnValues(ReturnValue.ALL_NEW))
                        .attributes();

        assertThat(after)
                .isEqualTo(
                        item(
                                with("id", s("a")),
                                with("v", n(6)),
                                with("set", ss("a")),
                                with("put", s("p"))));
    }

    private static AttributeValueUpdate change(AttributeAction action, AttributeValue value) {
        return AttributeValueUpdate.builder().action(action).value(value).build();
    }

    @Test
    void aProjectionGivesWhatItNames() {
        put(
                client,
                "items",
                with("id", s("a")),
                with("v", m(with("x", n(1)), with("y", n(2)))),
                with("list", l(n(0), n(1), n(2))));

        assertThat(
                        client.getItem(
                                        g ->
                                                g.tableName("items")
                                                        .key(item(with("id", s("a"))))
                                                        .projectionExpression(
                                                                "v.y, #l[2], #l[0], nope")
                                                        .expressionAttributeNames(
                                                                Map.of("#l", "list")))
                                .item())
                .isEqualTo(item(with("v", m(with("y", n(2)))), with("list", l(n(0), n(2)))));
    }

    @Test
    void capacityIsCountedByDynamoDbsRules() {
        String fiveKb = "x".repeat(5 << 10);

        double written =
                client.putItem(
                                p ->
                                        p.tableName("items")
                                                .item(
                                                        item(
                                                                with("id", s("a")),
                                                                with("v", s(fiveKb))))
                                                .returnConsumedCapacity(
                                                        ReturnConsumedCapacity.TOTAL))
                        .consumedCapacity()
                        .capacityUnits();
        double read =
                client.getItem(
                                g ->
                                        g.tableName("items")
                                                .key(item(with("id", s("a"))))
                                                .returnConsumedCapacity(
                                                        ReturnConsumedCapacity.TOTAL))
                        .consumedCapacity()
                        .capacityUnits();
        double readConsistently =
                client.getItem(
                                g ->
                                        g.tableName("items")
                                                .key(item(with("id", s("a"))))
                                                .consistentRead(true)
                                                .returnConsumedCapacity(
                                                        ReturnConsumedCapacity.INDEXES))
                        .consumedCapacity()
                        .table()
                        .capacityUnits();

        assertThat(written).isEqualTo(6);
        assertThat(read).isEqualTo(1);
        assertThat(readConsistently).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1e400 | Number overflow. Attempting to store a number with magnitude larger than supported range
                    1e-131 | Number underflow. Attempting to store a number with magnitude smaller than supported range
                    123456789012345678901234567890123456789 | Attempting to store more than 38 significant digits in a Number
                    abc | The parameter cannot be converted to a numeric value: abc
                    ١ | The parameter cannot be converted to a numeric value: ١
                    """)
    void numbersOutOfRangeAreRefused(String number, String message) {
        assertInvalid(
                () -> put(client, "items", with("id", s("a")), with("v", n(number))), message);
    }

    @Test
    void whatDoesNotFitTheTableIsRefused() {
        assertInvalid(
                () -> put(client, "items", with("v", n(1))),
                "One or more parameter values were invalid: Missing the key id in the item");
        assertInvalid(
                () -> put(client, "items", with("id", n(1))),
                "One or more parameter values were invalid: Type mismatch for key id expected: S"
                        + " actual: N");
        assertInvalid(
                () -> put(client, "items", with("id", s(""))),
                "One or more parameter values are not valid. The AttributeValue for a key attribute"
                        + " cannot contain an empty string value. Key: id");
        assertInvalid(
                () -> client.getItem(g -> g.tableName("items").key(item(with("id", n(1))))),
                "The provided key element does not match the schema");
        assertInvalid(
                () ->
                        put(
                                client,
                                "items",
                                with("id", s("a")),
                                with("v", AttributeValue.fromSs(List.of("a", "a")))),
                "One or more parameter values were invalid: Input collection [a, a] contains"
                        + " duplicates.");
        assertInvalid(
                () ->
                        put(
                                client,
                                "items",
                                with("id", s("a")),
                                with("v", AttributeValue.builder().build())),
                "Supplied AttributeValue is empty, must contain exactly one of the supported"
                        + " datatypes");
        assertInvalid(
                () -> update("a", "SET id = :v", Map.of(":v", s("b"))),
                "One or more parameter values were invalid: Cannot update attribute id. This"
                        + " attribute is part of the key");
        assertThatThrownBy(() -> put(client, "nowhere", with("id", s("a"))))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void expressionsAndWhatPrecededThemDoNotMix() {
        assertInvalid(
                () ->
                        client.putItem(
                                p ->
                                        p.tableName("items")
                                                .item(item(with("id", s("a"))))
                                                .conditionExpression("attribute_exists(id)")
                                                .expected(Map.of())),
                "Can not use both expression and non-expression parameters in the same request:"
                        + " Non-expression parameters: {Expected} Expression parameters:"
                        + " {ConditionExpression}");
        assertInvalid(
                () ->
                        client.putItem(
                                p ->
                                        p.tableName("items")
                                                .item(item(with("id", s("a"))))
                                                .expressionAttributeValues(Map.of(":v", n(1)))),
                "ExpressionAttributeValues can only be specified when using expressions:"
                        + " ConditionExpression is null");
        assertInvalid(
                () -> update("a", "SET v = :v", Map.of(":v", n(1), ":unused", n(2))),
                "Value provided in ExpressionAttributeValues unused in expressions: keys:"
                        + " {:unused}");
    }
}
