package dev.tule.dynamodb;

import static dev.tule.dynamodb.Samples.define;
import static dev.tule.dynamodb.Samples.hashTable;
import static dev.tule.dynamodb.Samples.key;
import static dev.tule.dynamodb.Samples.n;
import static dev.tule.dynamodb.Samples.put;
import static dev.tule.dynamodb.Samples.rangeTable;
import static dev.tule.dynamodb.Samples.s;
import static dev.tule.dynamodb.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.store.Snapshot.Direction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.Tag;

class TableOperationsTest extends DynamoDbTest {
    @Test
    void aNewTableIsActiveAtOnceAndDescribed() {
        client.createTable(rangeTable("readings", ScalarAttributeType.N).build());

        TableDescription table = client.describeTable(d -> d.tableName("readings")).table();

        assertThat(table.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(table.tableArn())
                .isEqualTo("arn:aws:dynamodb:us-east-1:000000000000:table/readings");
        assertThat(table.creationDateTime()).isEqualTo(Instant.parse("2026-11-22T12:00:00Z"));
        assertThat(table.keySchema())
                .containsExactly(key("id", KeyType.HASH), key("at", KeyType.RANGE));
        assertThat(table.attributeDefinitions())
                .containsExactly(
                        define("id", ScalarAttributeType.S), define("at", ScalarAttributeType.N));
        assertThat(table.itemCount()).isZero();
    }

    @Test
    void aTableCanBeNamedByItsArn() {
        client.createTable(hashTable("readings").build());

        TableDescription table =
                client.describeTable(
                                d ->
                                        d.tableName(
                                                "arn:aws:dynamodb:us-east-1:000000000000:table/readings"))
                        .table();

        assertThat(table.tableName()).isEqualTo("readings");
    }

    @Test
    void countsAreThoseOfTheItems() {
        client.createTable(hashTable("readings").build());
        put(client, "readings", with("id", s("a")), with("value", n(12)));
        put(client, "readings", with("id", s("b")));
        put(client, "readings", with("id", s("b")), with("x", s("y")));
        client.deleteItem(d -> d.tableName("readings").key(Samples.item(with("id", s("a")))));

        TableDescription table = client.describeTable(d -> d.tableName("readings")).table();

        assertThat(table.itemCount()).isEqualTo(1);
        assertThat(table.tableSizeBytes()).isEqualTo(2 + 1 + 1 + 1);
    }

    @Test
    void aTableIsCreatedOnce() {
        client.createTable(hashTable("readings").build());

        assertThatThrownBy(() -> client.createTable(hashTable("readings").build()))
                .isInstanceOfSatisfying(
                        ResourceInUseException.class,
                        e ->
                                assertThat(e.awsErrorDetails().errorMessage())
                                        .isEqualTo("Table already exists: readings"));
    }

    @Test
    void tablesAreListedPageByPage() {
        for (String name : List.of("ccc", "aaa", "bbb")) {
            client.createTable(hashTable(name).build());
        }

        List<String> names = new ArrayList<>();
        client.listTablesPaginator(l -> l.limit(2)).tableNames().forEach(names::add);

        assertThat(names).containsExactly("aaa", "bbb", "ccc");
        assertThat(client.listTables(l -> l.limit(2)).lastEvaluatedTableName()).isEqualTo("bbb");
        assertThat(client.listTables().lastEvaluatedTableName()).isNull();
    }

    @Test
    void aDeletedTableIsGoneAndItsRowsAreFreed() {
        client.createTable(hashTable("readings").build());
        for (int i = 0; i < 250; i++) {
            put(client, "readings", with("id", s("device-" + i)));
        }

        TableDescription last = client.deleteTable(d -> d.tableName("readings")).tableDescription();

        assertThat(last.tableStatus()).isEqualTo(TableStatus.DELETING);
        assertThatThrownBy(() -> client.describeTable(d -> d.tableName("readings")))
                .isInstanceOfSatisfying(
                        ResourceNotFoundException.class,
                        e ->
                                assertThat(e.awsErrorDetails().errorMessage())
                                        .isEqualTo(
                                                "Requested resource not found: Table: readings"
                                                        + " not found"));
        await(() -> rowsOfFirstTable() == 0);
    }

    private int rowsOfFirstTable() {
        return home.store.read(
                Layout.shard(Home.HERE),
                snapshot ->
                        snapshot.range(Layout.within(Layout.items(1)), 10, Direction.FORWARD)
                                        .entries()
                                        .size()
                                + snapshot.range(
                                                Layout.within(Layout.freed()),
                                                10,
                                                Direction.FORWARD)
                                        .entries()
                                        .size());
    }

    @Test
    void aTableOfTheSameNameBeginsEmpty() {
        client.createTable(hashTable("readings").build());
        put(client, "readings", with("id", s("a")));
        client.deleteTable(d -> d.tableName("readings"));
        client.createTable(hashTable("readings").build());

        assertThat(client.scan(scan -> scan.tableName("readings")).items()).isEmpty();
    }

    @Test
    void aProtectedTableIsNotDeleted() {
        client.createTable(hashTable("readings").deletionProtectionEnabled(true).build());

        assertInvalid(
                () -> client.deleteTable(d -> d.tableName("readings")),
                "Resource cannot be deleted as it is currently protected against deletion. Disable"
                        + " deletion protection first.");
    }

    @Test
    void tagsAreAddedListedAndRemoved() {
        String arn =
                client.createTable(
                                hashTable("readings")
                                        .tags(Tag.builder().key("a").value("1").build())
                                        .build())
                        .tableDescription()
                        .tableArn();
        client.tagResource(t -> t.resourceArn(arn).tags(Tag.builder().key("b").value("2").build()));
        client.untagResource(u -> u.resourceArn(arn).tagKeys("a"));

        assertThat(client.listTagsOfResource(l -> l.resourceArn(arn)).tags())
                .containsExactly(Tag.builder().key("b").value("2").build());
    }

    @Test
    void whatDoesNotFitIsRefusedWithDynamoDbsSentences() {
        assertInvalid(
                () -> client.createTable(hashTable("ab").build()),
                "TableName must be at least 3 characters long and at most 255 characters long");
        assertInvalid(
                () ->
                        client.createTable(
                                hashTable("readings")
                                        .keySchema(key("other", KeyType.HASH))
                                        .build()),
                "One or more parameter values were invalid: Some index key attributes are not"
                        + " defined in AttributeDefinitions. Keys: [other], AttributeDefinitions:"
                        + " [id]");
        assertInvalid(
                () ->
                        client.createTable(
                                rangeTable("readings", ScalarAttributeType.S)
                                        .keySchema(key("id", KeyType.HASH))
                                        .build()),
                "One or more parameter values were invalid: Number of attributes in KeySchema does"
                        + " not exactly match number of attributes defined in"
                        + " AttributeDefinitions");
    }

    static void assertInvalid(Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> {
                            assertThat(e.awsErrorDetails().errorCode())
                                    .isEqualTo("ValidationException");
                            assertThat(e.statusCode()).isEqualTo(400);
                            assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
                        });
    }

    static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("deadline").isBefore(deadline);
            Thread.onSpinWait();
        }
    }
}
