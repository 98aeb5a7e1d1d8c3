package dev.tule.dynamodb;

import dev.tule.dynamodb.expression.Placeholders;
import dev.tule.dynamodb.expression.Projection;
import dev.tule.dynamodb.value.AttributeValues;
import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Item;
import dev.tule.store.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * BatchGetItem and BatchWriteItem. The writes of a batch aren't atomic together: they are done in
 * transactions of up to {@link #STEP_BYTES}. Safe for use by many threads.
 */
final class BatchOperations {
    private static final int MOST_GETS = 100;
    private static final int MOST_WRITES = 25;
    private static final int MOST_BYTES_READ = 16 << 20;

    /** Well below what a transaction of the store takes, with the rows of indexes. */
    private static final int STEP_BYTES = 1 << 20;

    private final Tables tables;
    private final ItemRows rows;
    private final ItemWriter writer;

    BatchOperations(Tables tables, ItemRows rows, ItemWriter writer) {
        this.tables = tables;
        this.rows = rows;
        this.writer = writer;
    }

    /** What a batch asks of one table. */
    private record Gets(
            String given,
            String table,
            KeysAndAttributes request,
            List<Item> keys,
            @Nullable Projection projection) {}

    BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        checkTables(request.requestItems());
        List<Gets> all = new ArrayList<>();
        int count = 0;
        for (Map.Entry<String, KeysAndAttributes> entry : request.requestItems().entrySet()) {
            Gets gets = gets(entry.getKey(), entry.getValue());
            all.add(gets);
            count += gets.keys().size();
        }
        if (count > MOST_GETS) {
            throw new InvalidRequest("Too many items requested for the BatchGetItem call");
        }
        return tables.read(snapshot -> get(snapshot, all, request.returnConsumedCapacity()));
    }

    private Gets gets(String given, KeysAndAttributes request) {
        new Parameters()
                .projection("ProjectionExpression", request.projectionExpression())
                .legacy("AttributesToGet", request.hasAttributesToGet())
                .check(request.hasExpressionAttributeNames(), false);
        Placeholders placeholders =
                ItemOperations.placeholders(
                        request.hasExpressionAttributeNames(),
                        request.expressionAttributeNames(),
                        false,
                        Map.of());
        Projection projection =
                ItemOperations.projection(
                        request.hasAttributesToGet(),
                        request.attributesToGet(),
                        request.projectionExpression(),
                        placeholders);
        placeholders.checkAllUsed();
        if (request.keys().isEmpty()) {
            throw new InvalidRequest(
                    "1 validation error detected: Value '[]' at 'requestItems."
                            + given
                            + ".member.keys' failed to satisfy constraint: Member must have length"
                            + " greater than or equal to 1");
        }
        List<Item> keys = request.keys().stream().map(AttributeValues::item).toList();
        if (new HashSet<>(keys).size() < keys.size()) {
            throw new InvalidRequest("Provided list of item keys contains duplicates");
        }
        return new Gets(given, tables.name(given), request, keys, projection);
    }

    private BatchGetItemResponse get(
            Snapshot snapshot, List<Gets> all, @Nullable ReturnConsumedCapacity wanted) {
        Map<String, List<Map<String, AttributeValue>>> responses = new LinkedHashMap<>();
        Map<String, KeysAndAttributes> unprocessed = new LinkedHashMap<>();
        List<ConsumedCapacity> consumed = new ArrayList<>();
        long bytes = 0;
        for (Gets gets : all) {
            Table table = tables.require(snapshot, gets.table());
            gets.keys().forEach(key -> ItemKeys.checkKey(table.keys(), key));
        }
        for (Gets gets : all) {
            Table table = tables.require(snapshot, gets.table());
            boolean consistent = Boolean.TRUE.equals(gets.request().consistentRead());
            Capacity capacity = new Capacity(gets.table());
            List<Map<String, AttributeValue>> items = new ArrayList<>();
            List<Map<String, AttributeValue>> left = new ArrayList<>();
            for (Item key : gets.keys()) {
                if (bytes >= MOST_BYTES_READ) {
                    left.add(AttributeValues.attributes(key));
                    continue;
                }
                Item item =
                        rows.get(snapshot, table, Layout.itemKey(table.keys(), key)).orElse(null);
                int size = item == null ? 0 : item.sizeBytes();
                capacity.add(Capacity.read(size, consistent));
                bytes += size;
                if (item != null) {
                    Projection projection = gets.projection();
                    items.add(
                            AttributeValues.attributes(
                                    projection == null ? item : projection.of(item)));
                }
            }
            responses.put(gets.given(), items);
            if (!left.isEmpty()) {
                unprocessed.put(gets.given(), gets.request().toBuilder().keys(left).build());
            }
            addShown(capacity, wanted, consumed);
        }
        BatchGetItemResponse.Builder response =
                BatchGetItemResponse.builder().responses(responses).unprocessedKeys(unprocessed);
        return consumed.isEmpty() ? response.build() : response.consumedCapacity(consumed).build();
    }

    BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
        checkTables(request.requestItems());
        List<Write> writes = new ArrayList<>();
        request.requestItems()
                .forEach(
                        (given, requests) -> {
                            String table = tables.name(given);
                            if (requests.isEmpty()) {
                                throw new InvalidRequest(
                                        "1 validation error detected: Value '[]' at 'requestItems."
                                                + given
                                                + "' failed to satisfy constraint: Member must have"
                                                + " length greater than or equal to 1");
                            }
                            requests.forEach(each -> writes.add(write(table, each)));
                        });
        if (writes.size() > MOST_WRITES) {
            throw new InvalidRequest("Too many items requested for the BatchWriteItem call");
        }
        tables.read(
                snapshot -> {
                    check(snapshot, writes);
                    return null;
                });
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        for (List<Write> step : steps(writes)) {
            List<ItemWriter.Written> written =
                    tables.transact(
                            transaction ->
                                    step.stream()
                                            .map(each -> writer.write(transaction, each))
                                            .toList());
            for (ItemWriter.Written each : written) {
                capacities
                        .computeIfAbsent(each.table().name(), Capacity::new)
                        .addWrite(each, false);
            }
        }
        List<ConsumedCapacity> consumed = new ArrayList<>();
        capacities
                .values()
                .forEach(each -> addShown(each, request.returnConsumedCapacity(), consumed));
        BatchWriteItemResponse.Builder response =
                BatchWriteItemResponse.builder().unprocessedItems(Map.of());
        return consumed.isEmpty() ? response.build() : response.consumedCapacity(consumed).build();
    }

    private static void checkTables(Map<String, ?> requestItems) {
        if (requestItems.isEmpty()) {
            throw new InvalidRequest(
                    "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy"
                            + " constraint: Member must have length greater than or equal to 1");
        }
    }

    private static Write write(String table, WriteRequest request) {
        if ((request.putRequest() == null) == (request.deleteRequest() == null)) {
            throw new InvalidRequest(
                    "Supplied AttributeValue has more than one datatypes set, must contain exactly"
                            + " one of the supported datatypes");
        }
        if (request.putRequest() != null) {
            Item item = AttributeValues.item(request.putRequest().item());
            ItemOperations.checkSize(item);
            return new Write.Put(table, item, null);
        }
        return new Write.Delete(table, AttributeValues.item(request.deleteRequest().key()), null);
    }

    /** Refuses the whole batch where a part of it can't be done, before any is done. */
    private void check(Snapshot snapshot, List<Write> writes) {
        Set<List<Object>> seen = new HashSet<>();
        for (Write write : writes) {
            Table table = tables.require(snapshot, write.table());
            ItemWriter.checkAgainst(table, write);
            Item key = write.key().only(table.keys().names());
            if (!seen.add(List.of(table.name(), key))) {
                throw new InvalidRequest("Provided list of item keys contains duplicates");
            }
        }
    }

    private static List<List<Write>> steps(List<Write> writes) {
        List<List<Write>> steps = new ArrayList<>();
        List<Write> step = new ArrayList<>();
        long bytes = 0;
        for (Write write : writes) {
            if (bytes >= STEP_BYTES) {
                steps.add(step);
                step = new ArrayList<>();
                bytes = 0;
            }
            step.add(write);
            bytes += write.key().sizeBytes();
        }
        steps.add(step);
        return steps;
    }

    private static void addShown(
            Capacity capacity,
            @Nullable ReturnConsumedCapacity wanted,
            List<ConsumedCapacity> consumed) {
        ConsumedCapacity shown = capacity.shown(wanted);
        if (shown != null) {
            consumed.add(shown);
        }
    }
}
