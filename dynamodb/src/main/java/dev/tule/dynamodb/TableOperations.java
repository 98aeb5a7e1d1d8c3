package dev.tule.dynamodb;

import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/**
 * CreateTable, DescribeTable, ListTables and DeleteTable. A table is there, or gone, when its
 * creation or deletion is answered; the rows of a deleted one are freed later. Safe for use by many
 * threads.
 */
final class TableOperations {
    private static final int MOST_LISTED = 100;

    private final Tables tables;
    private final TableDescriptions descriptions;
    private final Housekeeping housekeeping;
    private final DynamoDb.Surroundings surroundings;

    TableOperations(Tables tables, Housekeeping housekeeping, DynamoDb.Surroundings surroundings) {
        this.tables = tables;
        this.descriptions = new TableDescriptions(tables);
        this.housekeeping = housekeeping;
        this.surroundings = surroundings;
    }

    CreateTableResponse createTable(CreateTableRequest request) {
        ItemOperations.required("TableName", request.tableName() != null, "");
        Tables.checkName("TableName", request.tableName());
        ItemOperations.required("AttributeDefinitions", request.hasAttributeDefinitions(), "");
        ItemOperations.required("KeySchema", request.hasKeySchema(), "");
        checkSupported(request);
        Throughput throughput = TableCreation.throughput(request);
        TableCreation creation =
                new TableCreation(request.attributeDefinitions(), TableCreation.onDemand(request));
        boolean hasIndexes =
                request.hasLocalSecondaryIndexes() || request.hasGlobalSecondaryIndexes();
        KeySchema keys = creation.tableKeys(request.keySchema(), hasIndexes);
        List<Index> indexes = creation.indexes(request, keys);
        Map<String, String> tags = TagOperations.tags(request.tags());
        String id = UUID.randomUUID().toString();
        surroundings.note(tables.where());
        TableDescription description =
                tables.transact(
                        transaction -> {
                            checkFree(transaction, request.tableName());
                            Table table =
                                    new Table(
                                            request.tableName(),
                                            Tables.nextNumber(transaction),
                                            id,
                                            surroundings
                                                    .clock()
                                                    .instant()
                                                    .truncatedTo(ChronoUnit.MILLIS),
                                            keys,
                                            indexes,
                                            throughput,
                                            tags,
                                            null,
                                            request.tableClassAsString(),
                                            Boolean.TRUE.equals(
                                                    request.deletionProtectionEnabled()));
                            tables.save(transaction, table);
                            return descriptions.describe(transaction, table, TableStatus.ACTIVE);
                        });
        return CreateTableResponse.builder().tableDescription(description).build();
    }

    /** What would silently not be done is refused. */
    private static void checkSupported(CreateTableRequest request) {
        if (request.streamSpecification() != null
                && Boolean.TRUE.equals(request.streamSpecification().streamEnabled())) {
            throw new UnsupportedOperationException("CreateTable with StreamSpecification");
        }
        if (request.resourcePolicy() != null) {
            throw new UnsupportedOperationException("CreateTable with ResourcePolicy");
        }
        if (request.hasVectorIndexes()) {
            throw new UnsupportedOperationException("CreateTable with VectorIndexes");
        }
    }

    private void checkFree(Transaction transaction, String name) {
        if (tables.find(transaction, name).isPresent()) {
            throw Faults.inUse("Table already exists: " + name);
        }
    }

    DescribeTableResponse describeTable(DescribeTableRequest request) {
        String name = tables.name(request.tableName());
        TableDescription description =
                tables.read(
                        snapshot ->
                                descriptions.describe(
                                        snapshot,
                                        tables.requireNamed(snapshot, name),
                                        TableStatus.ACTIVE));
        return DescribeTableResponse.builder().table(description).build();
    }

    ListTablesResponse listTables(ListTablesRequest request) {
        int limit = limit(request.limit());
        Key all = Layout.tables();
        String after = request.exclusiveStartTableName();
        KeyRange range = Layout.within(all);
        Page page =
                tables.read(
                        snapshot ->
                                snapshot.range(
                                        after == null ? range : range.after(Layout.table(after)),
                                        limit,
                                        Snapshot.Direction.FORWARD));
        List<String> names =
                page.entries().stream()
                        .map(entry -> entry.key().elements().getLast().toString())
                        .toList();
        ListTablesResponse.Builder response = ListTablesResponse.builder().tableNames(names);
        if (page.more()) {
            response.lastEvaluatedTableName(names.getLast());
        }
        return response.build();
    }

    private static int limit(@Nullable Integer limit) {
        if (limit == null) {
            return MOST_LISTED;
        }
        if (limit < 1 || limit > MOST_LISTED) {
            throw new InvalidRequest(
                    "1 validation error detected: Value '"
                            + limit
                            + "' at 'limit' failed to satisfy constraint: Member must have value "
                            + (limit < 1
                                    ? "greater than or equal to 1"
                                    : "less than or equal to 100"));
        }
        return limit;
    }

    DeleteTableResponse deleteTable(DeleteTableRequest request) {
        String name = tables.name(request.tableName());
        TableDescription description =
                tables.transact(
                        transaction -> {
                            Table table = tables.requireNamed(transaction, name);
                            if (table.deletionProtected()) {
                                throw new InvalidRequest(
                                        "Resource cannot be deleted as it is currently protected"
                                                + " against deletion. Disable deletion protection"
                                                + " first.");
                            }
                            transaction.delete(Layout.table(name));
                            transaction.put(Layout.freed(table.number()), new byte[0]);
                            return descriptions.describe(transaction, table, TableStatus.DELETING);
                        });
        housekeeping.wake();
        return DeleteTableResponse.builder().tableDescription(description).build();
    }
}
