package dev.tule.dynamodb;

import static dev.tule.dynamodb.Samples.define;
import static dev.tule.dynamodb.Samples.hashTable;
import static dev.tule.dynamodb.Samples.item;
import static dev.tule.dynamodb.Samples.key;
import static dev.tule.dynamodb.Samples.n;
import static dev.tule.dynamodb.Samples.put;
import static dev.tule.dynamodb.Samples.s;
import static dev.tule.dynamodb.Samples.with;
import static dev.tule.dynamodb.TableOperationsTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

class HousekeepingTest extends DynamoDbTest {
    @Test
    void expiredItemsAreDeletedAndOthersStay() {
        client.createTable(hashTable("sessions").build());
        long now = home.now.get().getEpochSecond();
        put(client, "sessions", with("id", s("over")), with("until", n(now - 1)));
        put(client, "sessions", with("id", s("later")), with("until", n(now + 100)));
        put(client, "sessions", with("id", s("never")));
        put(client, "sessions", with("id", s("text")), with("until", s("" + (now - 1))));
        put(client, "sessions", with("id", s("mistaken")), with("until", n(1)));

        client.updateTimeToLive(
                u ->
                        u.tableName("sessions")
                                .timeToLiveSpecification(
                                        t -> t.attributeName("until").enabled(true)));

        await(() -> count("sessions") == 4);
        home.now.updateAndGet(time -> time.plusSeconds(200));
        await(() -> count("sessions") == 3);
        assertThat(
                        client.describeTimeToLive(d -> d.tableName("sessions"))
                                .timeToLiveDescription()
                                .timeToLiveStatus())
                .isEqualTo(TimeToLiveStatus.ENABLED);
    }

    @Test
    void anIndexThatComesLaterIsFilledWhileWritesGoOn() {
        client.createTable(hashTable("things").build());
        for (int i = 0; i < 500; i++) {
            put(client, "things", with("id", s("" + i)), with("kind", s("lamp")));
        }
        put(client, "things", with("id", s("odd")), with("kind", n(1)));

        client.updateTable(
                u ->
                        u.tableName("things")
                                .attributeDefinitions(define("kind", ScalarAttributeType.S))
                                .globalSecondaryIndexUpdates(
                                        GlobalSecondaryIndexUpdate.builder()
                                                .create(
                                                        c ->
                                                                c.indexName("by-kind")
                                                                        .keySchema(
                                                                                key(
                                                                                        "kind",
                                                                                        KeyType
                                                                                                .HASH))
                                                                        .projection(
                                                                                p ->
                                                                                        p
                                                                                                .projectionType(
                                                                                                        ProjectionType
                                                                                                                .ALL)))
                                                .build()));
        for (int i = 0; i < 500; i += 2) {
            String id = "" + i;
            if (i % 4 == 0) {
                client.deleteItem(d -> d.tableName("things").key(item(with("id", s(id)))));
            } else {
                put(client, "things", with("id", s(id)), with("kind", s("door")));
            }
        }

        await(() -> index().indexStatus() == IndexStatus.ACTIVE);
        assertThat(found("lamp")).isEqualTo(250);
        assertThat(found("door")).isEqualTo(125);
        assertThat(index().itemCount()).isEqualTo(375);
    }

    private GlobalSecondaryIndexDescription index() {
        return client.describeTable(d -> d.tableName("things"))
                .table()
                .globalSecondaryIndexes()
                .getFirst();
    }

    private int found(String kind) {
        return client.query(
                        q ->
                                q.tableName("things")
                                        .indexName("by-kind")
                                        .keyConditionExpression("kind = :k")
                                        .expressionAttributeValues(Map.of(":k", s(kind))))
                .count();
    }
}
