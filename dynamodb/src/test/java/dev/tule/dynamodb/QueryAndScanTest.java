package dev.tule.dynamodb;

import static dev.tule.dynamodb.Samples.define;
import static dev.tule.dynamodb.Samples.item;
import static dev.tule.dynamodb.Samples.key;
import static dev.tule.dynamodb.Samples.n;
import static dev.tule.dynamodb.Samples.put;
import static dev.tule.dynamodb.Samples.rangeTable;
import static dev.tule.dynamodb.Samples.s;
import static dev.tule.dynamodb.Samples.value;
import static dev.tule.dynamodb.Samples.with;
import static dev.tule.dynamodb.TableOperationsTest.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.Condition;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

class QueryAndScanTest extends DynamoDbTest {
    private static final Projection KEYS_ONLY =
            Projection.builder().projectionType(ProjectionType.KEYS_ONLY).build();

    private void createReadings() {
        client.createTable(rangeTable("readings", ScalarAttributeType.N).build());
        for (String at : List.of("-300.5", "-2", "0", "0.001", "2", "10", "100", "1e20")) {
            put(client, "readings", with("id", s("a")), with("at", n(at)), with("v", n(at)));
        }
        put(client, "readings", with("id", s("b")), with("at", n(1)));
    }

    private List<String> query(String condition, Map<String, AttributeValue> values) {
        return numbers(
                client.query(
                        q ->
                                q.tableName("readings")
                                        .keyConditionExpression(condition)
                                        .expressionAttributeNames(
                                                condition.contains("#at")
                                                        ? Map.of("#at", "at")
                                                        : null)
                                        .expressionAttributeValues(values)));
    }

    private static List<String> numbers(QueryResponse response) {
        return response.items().stream().map(item -> value(item, "at").n()).toList();
    }

    @Test
    void numbersAreInTheirOrder() {
        createReadings();

        assertThat(query("id = :id", Map.of(":id", s("a"))))
                .containsExactly(
                        "-300.5", "-2", "0", "0.001", "2", "10", "100", "100000000000000000000");
        assertThat(
                        numbers(
                                client.query(
                                        q ->
                                                q.tableName("readings")
                                                        .keyConditionExpression("id = :id")
                                                        .expressionAttributeValues(
                                                                Map.of(":id", s("a")))
                                                        .scanIndexForward(false)
                                                        .limit(3))))
                .containsExactly("100000000000000000000", "100", "10");
    }

    @Test
    void conditionsOnTheRangeKeyCutTheRange() {
        createReadings();
        Map<String, AttributeValue> two = Map.of(":id", s("a"), ":x", n(2));

        assertThat(query("id = :id AND #at = :x", two)).containsExactly("2");
        assertThat(query("id = :id AND #at < :x", two))
                .containsExactly("-300.5", "-2", "0", "0.001");
        assertThat(query("id = :id AND #at <= :x", two)).endsWith("0.001", "2");
        assertThat(query("id = :id AND #at > :x", two)).startsWith("10").hasSize(3);
        assertThat(query("id = :id AND :x <= #at", two)).startsWith("2", "10");
        assertThat(
                        query(
                                "id = :id AND #at BETWEEN :x AND :y",
                                Map.of(":id", s("a"), ":x", n("-2"), ":y", n(10))))
                .containsExactly("-2", "0", "0.001", "2", "10");
    }

    @Test
    void stringsAreFoundByTheirBeginning() {
        client.createTable(rangeTable("readings", ScalarAttributeType.S).build());
        for (String at : List.of("2026-11-21", "2026-11-22T10", "2026-11-22T11", "2026-11-23")) {
            put(client, "readings", with("id", s("a")), with("at", s(at)));
        }

        QueryResponse found =
                client.query(
                        q ->
                                q.tableName("readings")
                                        .keyConditionExpression(
                                                "id = :id AND begins_with(#at, :day)")
                                        .expressionAttributeNames(Map.of("#at", "at"))
                                        .expressionAttributeValues(
                                                Map.of(":id", s("a"), ":day", s("2026-11-22"))));

        assertThat(found.items().stream().map(item -> value(item, "at").s()))
                .containsExactly("2026-11-22T10", "2026-11-22T11");
    }

    @Test
    void keyConditionsAreUnderstoodAsBefore() {
        createReadings();

        QueryResponse found =
                client.query(
                        q ->
                                q.tableName("readings")
                                        .keyConditions(
                                                Map.of(
                                                        "id",
                                                                condition(
                                                                        ComparisonOperator.EQ,
                                                                        s("a")),
                                                        "at",
                                                                condition(
                                                                        ComparisonOperator.GE,
                                                                        n(10))))
                                        .queryFilter(
                                                Map.of(
                                                        "v",
                                                        condition(
                                                                ComparisonOperator.LT, n(1000)))));

        assertThat(numbers(found)).containsExactly("10", "100");
        assertThat(found.scannedCount()).isEqualTo(3);
    }

    private static Condition condition(ComparisonOperator operator, AttributeValue... values) {
        return Condition.builder().comparisonOperator(operator).attributeValueList(values).build();
    }

    @Test
    void pagesFollowOneAnotherInBothDirections() {
        createReadings();
        for (boolean forward : new boolean[] {true, false}) {
            List<String> all = new ArrayList<>();
            client.queryPaginator(
                            q ->
                                    q.tableName("readings")
                                            .keyConditionExpression("id = :id")
                                            .expressionAttributeValues(Map.of(":id", s("a")))
                                            .scanIndexForward(forward)
                                            .limit(3))
                    .forEach(page -> all.addAll(numbers(page)));

            assertThat(all).hasSize(8).doesNotHaveDuplicates();
        }
    }

    @Test
    void aPageEndsAtOneMegabyte() {
        client.createTable(rangeTable("readings", ScalarAttributeType.N).build());
        String text = "x".repeat(300 << 10);
        for (int i = 0; i < 5; i++) {
            put(client, "readings", with("id", s("a")), with("at", n(i)), with("v", s(text)));
        }

        QueryResponse first =
                client.query(
                        q ->
                                q.tableName("readings")
                                        .keyConditionExpression("id = :id")
                                        .expressionAttributeValues(Map.of(":id", s("a")))
                                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));

        assertThat(numbers(first)).containsExactly("0", "1", "2", "3");
        assertThat(first.lastEvaluatedKey()).isEqualTo(item(with("id", s("a")), with("at", n(3))));
        assertThat(first.consumedCapacity().capacityUnits()).isEqualTo(150.5);
    }

    @Test
    void aFilterComesAfterTheLimit() {
        createReadings();

        QueryResponse found =
                client.query(
                        q ->
                                q.tableName("readings")
                                        .keyConditionExpression("id = :id")
                                        .filterExpression("v > :zero AND attribute_exists(v)")
                                        .expressionAttributeValues(
                                                Map.of(":id", s("a"), ":zero", n(0)))
                                        .limit(4)
                                        .select(Select.COUNT));

        assertThat(found.count()).isEqualTo(1);
        assertThat(found.scannedCount()).isEqualTo(4);
        assertThat(found.hasItems()).isFalse();
        assertThat(found.hasLastEvaluatedKey()).isTrue();
    }

    @Test
    void segmentsTogetherAreTheWholeTable() {
        client.createTable(rangeTable("readings", ScalarAttributeType.N).build());
        for (int i = 0; i < 300; i++) {
            put(client, "readings", with("id", s("device-" + i % 60)), with("at", n(i)));
        }

        List<String> seen = new ArrayList<>();
        Set<Integer> sizes = new HashSet<>();
        for (int segment = 0; segment < 7; segment++) {
            int number = segment;
            int before = seen.size();
            client.scanPaginator(
                            scan ->
                                    scan.tableName("readings")
                                            .segment(number)
                                            .totalSegments(7)
                                            .limit(11))
                    .items()
                    .forEach(item -> seen.add(value(item, "at").n()));
            sizes.add(seen.size() - before);
        }

        assertThat(seen).hasSize(300).doesNotHaveDuplicates();
        assertThat(sizes).doesNotContain(0);
    }

    @Test
    void aScanFiltersAndProjects() {
        createReadings();

        ScanResponse found =
                client.scan(
                        scan ->
                                scan.tableName("readings")
                                        .filterExpression("attribute_not_exists(v)")
                                        .projectionExpression("id"));

        assertThat(found.items()).containsExactly(item(with("id", s("b"))));
        assertThat(found.scannedCount()).isEqualTo(9);
    }

    @Test
    void indexesAreQueriedAndFollowTheirItems() {
        createIndexed();
        put(
                client,
                "things",
                with("id", s("1")),
                with("at", n(1)),
                with("kind", s("lamp")),
                with("size", n(3)),
                with("note", s("x")));
        put(
                client,
                "things",
                with("id", s("2")),
                with("at", n(1)),
                with("kind", s("lamp")),
                with("size", n(-1)));
        put(
                client,
                "things",
                with("id", s("3")),
                with("at", n(1)),
                with("kind", s("door")),
                with("size", n(2)));
        put(client, "things", with("id", s("4")), with("at", n(1)), with("kind", s("lamp")));

        assertThat(lamps()).containsExactly("2", "1");
        client.updateItem(
                u ->
                        u.tableName("things")
                                .key(item(with("id", s("2")), with("at", n(1))))
                                .updateExpression("SET size_ = :x, kind = :door")
                                .expressionAttributeValues(Map.of(":x", n(9), ":door", s("door"))));
        assertThat(lamps()).containsExactly("1");
        client.deleteItem(
                d -> d.tableName("things").key(item(with("id", s("1")), with("at", n(1)))));
        assertThat(lamps()).isEmpty();
        assertThat(
                        client.describeTable(d -> d.tableName("things"))
                                .table()
                                .globalSecondaryIndexes()
                                .getFirst()
                                .itemCount())
                .isEqualTo(2);
    }

    @Test
    void anIndexGivesWhatItProjects() {
        createIndexed();
        put(
                client,
                "things",
                with("id", s("1")),
                with("at", n(5)),
                with("kind", s("lamp")),
                with("size", n(3)),
                with("note", s("x")));

        assertThat(
                        client.query(
                                        q ->
                                                q.tableName("things")
                                                        .indexName("by-kind")
                                                        .keyConditionExpression("kind = :k")
                                                        .expressionAttributeValues(
                                                                Map.of(":k", s("lamp"))))
                                .items()
                                .getFirst())
                .containsOnlyKeys("id", "at", "kind", "size");
        assertThat(
                        client.query(
                                        q ->
                                                q.tableName("things")
                                                        .indexName("by-size")
                                                        .keyConditionExpression("id = :id")
                                                        .expressionAttributeValues(
                                                                Map.of(":id", s("1")))
                                                        .select(Select.ALL_ATTRIBUTES))
                                .items()
                                .getFirst())
                .containsOnlyKeys("id", "at", "kind", "size", "note");
        assertInvalid(
                () ->
                        client.query(
                                q ->
                                        q.tableName("things")
                                                .indexName("by-kind")
                                                .consistentRead(true)
                                                .keyConditionExpression("kind = :k")
                                                .expressionAttributeValues(
                                                        Map.of(":k", s("lamp")))),
                "Consistent reads are not supported on global secondary indexes");
    }

    @Test
    void anIndexIsPagedThroughEqualKeys() {
        createIndexed();
        for (int i = 0; i < 25; i++) {
            put(
                    client,
                    "things",
                    with("id", s("" + i)),
                    with("at", n(1)),
                    with("kind", s("lamp")),
                    with("size", n(i % 2)));
        }
        for (boolean forward : new boolean[] {true, false}) {
            List<String> ids = new ArrayList<>();
            client.queryPaginator(
                            q ->
                                    q.tableName("things")
                                            .indexName("by-kind")
                                            .keyConditionExpression(
                                                    "kind = :k AND #size BETWEEN :a AND :b")
                                            .expressionAttributeNames(Map.of("#size", "size"))
                                            .expressionAttributeValues(
                                                    Map.of(":k", s("lamp"), ":a", n(0), ":b", n(1)))
                                            .scanIndexForward(forward)
                                            .limit(4))
                    .items()
                    .forEach(item -> ids.add(value(item, "id").s()));
            assertThat(ids).hasSize(25).doesNotHaveDuplicates();
        }
        List<String> scanned = new ArrayList<>();
        client.scanPaginator(scan -> scan.tableName("things").indexName("by-kind").limit(4))
                .items()
                .forEach(item -> scanned.add(value(item, "id").s()));
        assertThat(scanned).hasSize(25).doesNotHaveDuplicates();
    }

    private List<String> lamps() {
        return client
                .query(
                        q ->
                                q.tableName("things")
                                        .indexName("by-kind")
                                        .keyConditionExpression("kind = :k")
                                        .expressionAttributeValues(Map.of(":k", s("lamp"))))
                .items()
                .stream()
                .map(item -> value(item, "id").s())
                .toList();
    }

    private void createIndexed() {
        client.createTable(
                rangeTable("things", ScalarAttributeType.N)
                        .attributeDefinitions(
                                define("id", ScalarAttributeType.S),
                                define("at", ScalarAttributeType.N),
                                define("kind", ScalarAttributeType.S),
                                define("size", ScalarAttributeType.N))
                        .globalSecondaryIndexes(
                                GlobalSecondaryIndex.builder()
                                        .indexName("by-kind")
                                        .keySchema(
                                                key("kind", KeyType.HASH),
                                                key("size", KeyType.RANGE))
                                        .projection(KEYS_ONLY)
                                        .build())
                        .localSecondaryIndexes(
                                LocalSecondaryIndex.builder()
                                        .indexName("by-size")
                                        .keySchema(
                                                key("id", KeyType.HASH), key("size", KeyType.RANGE))
                                        .projection(KEYS_ONLY)
                                        .build())
                        .build());
    }

    @Test
    void whatNoKeyIsFoundByIsRefused() {
        createReadings();
        Map<String, AttributeValue> a = Map.of(":id", s("a"));

        assertInvalid(() -> query("id > :id", a), "Query key condition not supported");
        assertInvalid(
                () -> query("id = :id OR id = :id", a),
                "Invalid operator used in KeyConditionExpression: OR");
        assertInvalid(() -> query("v = :id", a), "Query condition missed key schema element: id");
        assertInvalid(
                () -> query("id = :id", Map.of(":id", n(1))),
                "One or more parameter values were invalid: Condition parameter type does not match"
                        + " schema type");
        assertInvalid(
                () ->
                        client.query(
                                q ->
                                        q.tableName("readings")
                                                .keyConditionExpression("id = :id")
                                                .filterExpression("id = :id")
                                                .expressionAttributeValues(a)),
                "Filter Expression can only contain non-primary key attributes: Primary key"
                        + " attribute: id");
        assertInvalid(
                () -> client.scan(scan -> scan.tableName("readings").indexName("nope")),
                "The table does not have the specified index: nope");
    }
}
