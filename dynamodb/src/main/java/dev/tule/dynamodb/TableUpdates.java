package dev.tule.dynamodb;

import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Value;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateGlobalSecondaryIndexAction;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableResponse;

/**
 * UpdateTable: throughput, billing mode, table class, deletion protection and global indexes. A new
 * index is CREATING until its rows are there. Safe for use by many threads.
 */
final class TableUpdates {
    private static final String INVALID = "One or more parameter values were invalid: ";

    /** Numbers of indexes that a table was created with are below. */
    private static final int FIRST_ADDED = 1000;

    private final Tables tables;
    private final TableDescriptions descriptions;
    private final Housekeeping housekeeping;

    TableUpdates(Tables tables, Housekeeping housekeeping) {
        this.tables = tables;
        this.descriptions = new TableDescriptions(tables);
        this.housekeeping = housekeeping;
    }

    UpdateTableResponse updateTable(UpdateTableRequest request) {
        String name = tables.name(request.tableName());
        checkSupported(request);
        checkSomething(request);
        TableDescription description =
                tables.transact(
                        transaction -> {
                            Table before = tables.requireNamed(transaction, name);
                            Table after = updated(transaction, before, request);
                            tables.save(transaction, after);
                            return descriptions.describe(transaction, after, TableStatus.ACTIVE);
                        });
        housekeeping.wake();
        return UpdateTableResponse.builder().tableDescription(description).build();
    }

    private static void checkSupported(UpdateTableRequest request) {
        if (request.streamSpecification() != null) {
            throw new UnsupportedOperationException("UpdateTable with StreamSpecification");
        }
        if (request.hasReplicaUpdates()) {
            throw new UnsupportedOperationException("UpdateTable with ReplicaUpdates");
        }
        if (request.hasVectorIndexUpdates()) {
            throw new UnsupportedOperationException("UpdateTable with VectorIndexUpdates");
        }
    }

    private static void checkSomething(UpdateTableRequest request) {
        if (request.provisionedThroughput() == null
                && request.billingMode() == null
                && request.globalSecondaryIndexUpdates().isEmpty()
                && request.sseSpecification() == null
                && request.tableClass() == null
                && request.deletionProtectionEnabled() == null) {
            throw new InvalidRequest(
                    "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
                            + " GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates"
                            + " is required");
        }
    }

    private static Table updated(
            Transaction transaction, Table before, UpdateTableRequest request) {
        Table table = withThroughput(before, request);
        if (request.tableClassAsString() != null) {
            table = table.withTableClass(request.tableClassAsString());
        }
        if (request.deletionProtectionEnabled() != null) {
            table = table.withDeletionProtected(request.deletionProtectionEnabled());
        }
        for (GlobalSecondaryIndexUpdate update : request.globalSecondaryIndexUpdates()) {
            table = withIndex(transaction, table, update, request.attributeDefinitions());
        }
        return table;
    }

    private static Table withThroughput(Table table, UpdateTableRequest request) {
        boolean onDemand =
                request.billingMode() == null
                        ? table.throughput() == null
                        : request.billingMode() == BillingMode.PAY_PER_REQUEST;
        if (request.provisionedThroughput() == null) {
            if (request.billingMode() == BillingMode.PROVISIONED) {
                throw new InvalidRequest(
                        INVALID
                                + "ProvisionedThroughput must be specified when BillingMode is"
                                + " PROVISIONED");
            }
            if (!onDemand) {
                return table;
            }
            return table.withThroughput(null)
                    .withIndexes(
                            table.indexes().stream()
                                    .map(index -> index.withThroughput(null))
                                    .toList());
        }
        if (onDemand) {
            throw new InvalidRequest(
                    INVALID
                            + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified"
                            + " when BillingMode is PAY_PER_REQUEST");
        }
        Throughput throughput = TableCreation.throughput(request.provisionedThroughput());
        if (request.billingMode() == null
                && throughput.equals(table.throughput())
                && request.globalSecondaryIndexUpdates().isEmpty()) {
            throw new InvalidRequest(
                    "The provisioned throughput for the table will not change. The requested value"
                            + " equals the current value. Current ReadCapacityUnits provisioned for"
                            + " the table: "
                            + throughput.read()
                            + ". Requested ReadCapacityUnits: "
                            + throughput.read()
                            + ". Current WriteCapacityUnits provisioned for the table: "
                            + throughput.write()
                            + ". Requested WriteCapacityUnits: "
                            + throughput.write()
                            + ". Refer to the Amazon DynamoDB Developer Guide for current limits"
                            + " and how to request higher limits.");
        }
        return table.withThroughput(throughput);
    }

    private static Table withIndex(
            Transaction transaction,
            Table table,
            GlobalSecondaryIndexUpdate update,
            List<AttributeDefinition> definitions) {
        if (update.create() != null) {
            return created(transaction, table, update.create(), definitions);
        }
        if (update.delete() != null) {
            Index index = require(table, update.delete().indexName());
            transaction.put(Layout.freed(table.number(), index.number()), new byte[0]);
            return table.withIndexes(
                    table.indexes().stream().filter(each -> !each.equals(index)).toList());
        }
        if (update.update() != null) {
            Index index = require(table, update.update().indexName());
            return table.withIndex(
                    index.withThroughput(
                            TableCreation.throughput(update.update().provisionedThroughput())));
        }
        throw new InvalidRequest(
                INVALID
                        + "One of GlobalSecondaryIndexUpdate.Update,"
                        + " GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete"
                        + " must not be null");
    }

    private static Index require(Table table, String name) {
        return table.index(name)
                .filter(Index::global)
                .orElseThrow(
                        () ->
                                Faults.notFound(
                                        "Requested resource not found: Index: "
                                                + name
                                                + " not found"));
    }

    private static Table created(
            Transaction transaction,
            Table table,
            CreateGlobalSecondaryIndexAction create,
            List<AttributeDefinition> definitions) {
        if (table.index(create.indexName()).isPresent()) {
            throw new InvalidRequest("Attempting to create an index which already exists");
        }
        if (table.indexes().stream().anyMatch(each -> each.status() == IndexStatus.CREATING)) {
            throw Faults.limitExceeded(
                    "Subscriber limit exceeded: Only 1 online index can be created or deleted"
                            + " simultaneously per table");
        }
        GlobalSecondaryIndex given =
                GlobalSecondaryIndex.builder()
                        .indexName(create.indexName())
                        .keySchema(create.keySchema())
                        .projection(create.projection())
                        .provisionedThroughput(create.provisionedThroughput())
                        .build();
        int number = Math.toIntExact(FIRST_ADDED + Tables.nextNumber(transaction));
        Index index =
                new TableCreation(definitions(table, definitions), table.throughput() == null)
                        .global(given, number, IndexStatus.CREATING);
        List<Index> indexes = new ArrayList<>(table.indexes());
        indexes.add(index);
        return table.withIndexes(indexes);
    }

    /** What is defined already and what the request defines, which must agree. */
    private static List<AttributeDefinition> definitions(
            Table table, List<AttributeDefinition> given) {
        Map<String, AttributeDefinition> all = new LinkedHashMap<>();
        for (KeyAttribute attribute : table.keyAttributes()) {
            all.put(
                    attribute.name(),
                    AttributeDefinition.builder()
                            .attributeName(attribute.name())
                            .attributeType(attribute.type().name())
                            .build());
        }
        for (AttributeDefinition definition : given) {
            AttributeDefinition before = all.put(definition.attributeName(), definition);
            if (before != null && !before.equals(definition)) {
                throw new InvalidRequest(
                        INVALID
                                + "Attribute "
                                + definition.attributeName()
                                + " is already defined as "
                                + Value.Type.valueOf(before.attributeTypeAsString()));
            }
        }
        return List.copyOf(all.values());
    }
}
