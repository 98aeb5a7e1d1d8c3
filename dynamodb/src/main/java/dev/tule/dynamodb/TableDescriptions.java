package dev.tule.dynamodb;

import dev.tule.store.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** Tables as responses describe them. Counts are exact and current, where AWS's lag by hours. */
final class TableDescriptions {
    private final Tables tables;

    TableDescriptions(Tables tables) {
        this.tables = tables;
    }

    TableDescription describe(Snapshot snapshot, Table table, TableStatus status) {
        TableDescription.Builder builder =
                TableDescription.builder()
                        .tableName(table.name())
                        .tableArn(tables.arn(table.name()))
                        .tableId(table.id())
                        .tableStatus(status)
                        .creationDateTime(table.created())
                        .attributeDefinitions(definitions(table))
                        .keySchema(keySchema(table.keys()))
                        .provisionedThroughput(throughput(table.throughput()))
                        .itemCount(Tables.itemCount(snapshot, table, Layout.TABLE))
                        .tableSizeBytes(Tables.byteCount(snapshot, table, Layout.TABLE))
                        .deletionProtectionEnabled(table.deletionProtected());
        if (table.throughput() == null) {
            builder.billingModeSummary(
                    summary ->
                            summary.billingMode(BillingMode.PAY_PER_REQUEST)
                                    .lastUpdateToPayPerRequestDateTime(table.created()));
        }
        if (table.tableClass() != null) {
            builder.tableClassSummary(summary -> summary.tableClass(table.tableClass()));
        }
        List<GlobalSecondaryIndexDescription> global =
                table.indexes().stream()
                        .filter(Index::global)
                        .map(index -> global(snapshot, table, index))
                        .toList();
        List<LocalSecondaryIndexDescription> local =
                table.indexes().stream()
                        .filter(index -> !index.global())
                        .map(index -> local(snapshot, table, index))
                        .toList();
        if (!global.isEmpty()) {
            builder.globalSecondaryIndexes(global);
        }
        if (!local.isEmpty()) {
            builder.localSecondaryIndexes(local);
        }
        return builder.build();
    }

    private GlobalSecondaryIndexDescription global(Snapshot snapshot, Table table, Index index) {
        GlobalSecondaryIndexDescription.Builder builder =
                GlobalSecondaryIndexDescription.builder()
                        .indexName(index.name())
                        .indexArn(indexArn(table, index))
                        .indexStatus(index.status())
                        .keySchema(keySchema(index.keys()))
                        .projection(projection(index))
                        .provisionedThroughput(throughput(index.throughput()))
                        .itemCount(Tables.itemCount(snapshot, table, index.number()))
                        .indexSizeBytes(Tables.byteCount(snapshot, table, index.number()));
        if (index.status() == IndexStatus.CREATING) {
            builder.backfilling(true);
        }
        return builder.build();
    }

    private LocalSecondaryIndexDescription local(Snapshot snapshot, Table table, Index index) {
        return LocalSecondaryIndexDescription.builder()
                .indexName(index.name())
                .indexArn(indexArn(table, index))
                .keySchema(keySchema(index.keys()))
                .projection(projection(index))
                .itemCount(Tables.itemCount(snapshot, table, index.number()))
                .indexSizeBytes(Tables.byteCount(snapshot, table, index.number()))
                .build();
    }

    private String indexArn(Table table, Index index) {
        return tables.arn(table.name()) + "/index/" + index.name();
    }

    private static Projection projection(Index index) {
        Projection.Builder builder = Projection.builder().projectionType(index.projection());
        if (!index.included().isEmpty()) {
            builder.nonKeyAttributes(index.included());
        }
        return builder.build();
    }

    private static List<AttributeDefinition> definitions(Table table) {
        return table.keyAttributes().stream()
                .map(
                        attribute ->
                                AttributeDefinition.builder()
                                        .attributeName(attribute.name())
                                        .attributeType(attribute.type().name())
                                        .build())
                .toList();
    }

    private static List<KeySchemaElement> keySchema(KeySchema keys) {
        return keys.attributes().stream()
                .map(
                        attribute ->
                                KeySchemaElement.builder()
                                        .attributeName(attribute.name())
                                        .keyType(
                                                attribute.equals(keys.hash())
                                                        ? KeyType.HASH
                                                        : KeyType.RANGE)
                                        .build())
                .toList();
    }

    private static ProvisionedThroughputDescription throughput(@Nullable Throughput throughput) {
        return ProvisionedThroughputDescription.builder()
                .readCapacityUnits(throughput == null ? 0 : throughput.read())
                .writeCapacityUnits(throughput == null ? 0 : throughput.write())
                .numberOfDecreasesToday(0L)
                .build();
    }
}
