package dev.tule.dynamodb;

import dev.tule.dynamodb.ItemWriter.Written;
import dev.tule.dynamodb.expression.Condition;
import dev.tule.dynamodb.expression.Expressions;
import dev.tule.dynamodb.expression.Placeholders;
import dev.tule.dynamodb.expression.Projection;
import dev.tule.dynamodb.expression.Update;
import dev.tule.dynamodb.value.AttributeValues;
import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Item;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Get;
import software.amazon.awssdk.services.dynamodb.model.ItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/**
 * TransactWriteItems and TransactGetItems: one transaction of the store, so all or nothing, and
 * serializable with everything else. Safe for use by many threads.
 */
final class TransactionOperations {
    private static final int MOST_ACTIONS = 100;
    private static final int MOST_BYTES = 4 << 20;

    private final Tables tables;
    private final ItemRows rows;
    private final ItemWriter writer;
    private final ClientTokens tokens;

    TransactionOperations(Tables tables, ItemRows rows, ItemWriter writer, ClientTokens tokens) {
        this.tables = tables;
        this.rows = rows;
        this.writer = writer;
        this.tokens = tokens;
    }

    /** A write, and whether its item is wanted back when its condition doesn't hold. */
    private record Action(Write write, boolean wantsItem) {}

    /** Why a transaction is cancelled: one reason for each action. */
    private static final class Cancelled extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient List<CancellationReason> reasons;

        Cancelled(List<CancellationReason> reasons) {
            super(null, null, false, false);
            this.reasons = reasons;
        }
    }

    TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        checkCount("transactItems", request.transactItems().size());
        List<Action> actions = request.transactItems().stream().map(this::action).toList();
        long bytes = actions.stream().mapToLong(each -> each.write().key().sizeBytes()).sum();
        if (bytes > MOST_BYTES) {
            throw new InvalidRequest("Transaction size has exceeded the maximum allowed size");
        }
        String token = request.clientRequestToken();
        byte[] digest = ClientTokens.digest(request);
        try {
            List<Written> written =
                    tables.transact(
                            transaction ->
                                    tokens.isDone(transaction, token, digest)
                                            ? repeated(transaction, actions)
                                            : write(transaction, actions, token, digest));
            return TransactWriteItemsResponse.builder()
                    .consumedCapacity(consumed(written, request.returnConsumedCapacity()))
                    .build();
        } catch (Cancelled e) {
            throw Faults.cancelled(e.reasons);
        }
    }

    private List<Written> write(
            Transaction transaction, List<Action> actions, @Nullable String token, byte[] digest) {
        checkDistinct(transaction, actions);
        List<Written> written = new ArrayList<>();
        List<CancellationReason> reasons = new ArrayList<>();
        boolean cancelled = false;
        for (Action action : actions) {
            try {
                written.add(writer.write(transaction, action.write()));
                reasons.add(CancellationReason.builder().code("None").build());
            } catch (ConditionFailed e) {
                cancelled = true;
                reasons.add(failed(e, action));
            } catch (InvalidRequest e) {
                cancelled = true;
                reasons.add(
                        CancellationReason.builder()
                                .code("ValidationError")
                                .message(e.text())
                                .build());
            }
        }
        if (cancelled) {
            throw new Cancelled(reasons);
        }
        tokens.done(transaction, token, digest);
        return written;
    }

    /** What a transaction that was done before costs: as if its items were read. */
    private List<Written> repeated(Snapshot snapshot, List<Action> actions) {
        List<Written> written = new ArrayList<>();
        for (Action action : actions) {
            Table table = tables.require(snapshot, action.write().table());
            written.add(new Written(table, null, null));
        }
        return written;
    }

    private static CancellationReason failed(ConditionFailed failed, Action action) {
        CancellationReason.Builder reason =
                CancellationReason.builder()
                        .code("ConditionalCheckFailed")
                        .message(ConditionFailed.MESSAGE);
        Item item = failed.item();
        return item != null && action.wantsItem()
                ? reason.item(AttributeValues.attributes(item)).build()
                : reason.build();
    }

    private void checkDistinct(Snapshot snapshot, List<Action> actions) {
        Set<List<Object>> seen = new HashSet<>();
        for (Action action : actions) {
            Table table = tables.require(snapshot, action.write().table());
            Item key = action.write().key().only(table.keys().names());
            if (!seen.add(List.of(table.name(), key))) {
                throw new InvalidRequest(
                        "Transaction request cannot include multiple operations on one item");
            }
        }
    }

    private static List<ConsumedCapacity> consumed(
            List<Written> written, @Nullable ReturnConsumedCapacity wanted) {
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        for (Written each : written) {
            capacities.computeIfAbsent(each.table().name(), Capacity::new).addWrite(each, true);
        }
        return shown(capacities, wanted);
    }

    private static List<ConsumedCapacity> shown(
            Map<String, Capacity> capacities, @Nullable ReturnConsumedCapacity wanted) {
        List<ConsumedCapacity> shown = new ArrayList<>();
        for (Capacity capacity : capacities.values()) {
            ConsumedCapacity each = capacity.shown(wanted);
            if (each != null) {
                shown.add(each);
            }
        }
        return shown;
    }

    // ---- what the actions are ----

    private Action action(TransactWriteItem item) {
        int given = 0;
        Action action = null;
        if (item.conditionCheck() != null) {
            given++;
            action = check(item.conditionCheck());
        }
        if (item.put() != null) {
            given++;
            action = put(item.put());
        }
        if (item.delete() != null) {
            given++;
            action = delete(item.delete());
        }
        if (item.update() != null) {
            given++;
            action = update(item.update());
        }
        if (action == null || given != 1) {
            throw new InvalidRequest(
                    "TransactItems can only contain one of Check, Put, Update or Delete");
        }
        return action;
    }

    private static boolean wantsItem(@Nullable ReturnValuesOnConditionCheckFailure wanted) {
        return wanted == ReturnValuesOnConditionCheckFailure.ALL_OLD;
    }

    private static Condition condition(@Nullable String text, Placeholders placeholders) {
        Condition condition = Expressions.condition("ConditionExpression", text, placeholders);
        placeholders.checkAllUsed();
        return condition == null ? new Condition.And(List.of()) : condition;
    }

    private Action check(ConditionCheck check) {
        Placeholders placeholders =
                ItemOperations.placeholders(
                        check.hasExpressionAttributeNames(),
                        check.expressionAttributeNames(),
                        check.hasExpressionAttributeValues(),
                        check.expressionAttributeValues());
        ItemOperations.required("ConditionExpression", check.conditionExpression() != null, "");
        return new Action(
                new Write.Check(
                        tables.name(check.tableName()),
                        AttributeValues.item(check.key()),
                        condition(check.conditionExpression(), placeholders)),
                wantsItem(check.returnValuesOnConditionCheckFailure()));
    }

    private Action put(Put put) {
        new Parameters()
                .expression("ConditionExpression", put.conditionExpression())
                .check(put.hasExpressionAttributeNames(), put.hasExpressionAttributeValues());
        Placeholders placeholders =
                ItemOperations.placeholders(
                        put.hasExpressionAttributeNames(),
                        put.expressionAttributeNames(),
                        put.hasExpressionAttributeValues(),
                        put.expressionAttributeValues());
        Item item = AttributeValues.item(put.item());
        ItemOperations.checkSize(item);
        return new Action(
                new Write.Put(
                        tables.name(put.tableName()),
                        item,
                        condition(put.conditionExpression(), placeholders)),
                wantsItem(put.returnValuesOnConditionCheckFailure()));
    }

    private Action delete(Delete delete) {
        new Parameters()
                .expression("ConditionExpression", delete.conditionExpression())
                .check(delete.hasExpressionAttributeNames(), delete.hasExpressionAttributeValues());
        Placeholders placeholders =
                ItemOperations.placeholders(
                        delete.hasExpressionAttributeNames(),
                        delete.expressionAttributeNames(),
                        delete.hasExpressionAttributeValues(),
                        delete.expressionAttributeValues());
        return new Action(
                new Write.Delete(
                        tables.name(delete.tableName()),
                        AttributeValues.item(delete.key()),
                        condition(delete.conditionExpression(), placeholders)),
                wantsItem(delete.returnValuesOnConditionCheckFailure()));
    }

    private Action update(software.amazon.awssdk.services.dynamodb.model.Update given) {
        Placeholders placeholders =
                ItemOperations.placeholders(
                        given.hasExpressionAttributeNames(),
                        given.expressionAttributeNames(),
                        given.hasExpressionAttributeValues(),
                        given.expressionAttributeValues());
        ItemOperations.required("UpdateExpression", given.updateExpression() != null, "");
        Update update = Expressions.update(given.updateExpression(), placeholders);
        return new Action(
                new Write.Change(
                        tables.name(given.tableName()),
                        AttributeValues.item(given.key()),
                        update,
                        condition(given.conditionExpression(), placeholders)),
                wantsItem(given.returnValuesOnConditionCheckFailure()));
    }

    // ---- reads ----

    /** What one action wants. */
    private record Wanted(String table, Item key, @Nullable Projection projection) {}

    TransactGetItemsResponse transactGetItems(TransactGetItemsRequest request) {
        checkCount("transactItems", request.transactItems().size());
        List<Wanted> all = request.transactItems().stream().map(this::wanted).toList();
        Map<String, Capacity> capacities = new LinkedHashMap<>();
        List<ItemResponse> responses =
                tables.read(
                        snapshot -> {
                            capacities.clear();
                            return all.stream()
                                    .map(each -> get(snapshot, each, capacities))
                                    .toList();
                        });
        return TransactGetItemsResponse.builder()
                .responses(responses)
                .consumedCapacity(shown(capacities, request.returnConsumedCapacity()))
                .build();
    }

    private Wanted wanted(TransactGetItem item) {
        Get get = ItemOperations.required("Get", item.get() != null, item.get());
        Placeholders placeholders =
                ItemOperations.placeholders(
                        get.hasExpressionAttributeNames(),
                        get.expressionAttributeNames(),
                        false,
                        Map.of());
        Projection projection = Expressions.projection(get.projectionExpression(), placeholders);
        placeholders.checkAllUsed();
        return new Wanted(
                tables.name(get.tableName()), AttributeValues.item(get.key()), projection);
    }

    private ItemResponse get(Snapshot snapshot, Wanted wanted, Map<String, Capacity> capacities) {
        Table table = tables.require(snapshot, wanted.table());
        ItemKeys.checkKey(table.keys(), wanted.key());
        Item item =
                rows.get(snapshot, table, Layout.itemKey(table.keys(), wanted.key())).orElse(null);
        capacities
                .computeIfAbsent(table.name(), Capacity::new)
                .add(2 * Capacity.read(item == null ? 0 : item.sizeBytes(), true));
        if (item == null) {
            return ItemResponse.builder().build();
        }
        Projection projection = wanted.projection();
        return ItemResponse.builder()
                .item(AttributeValues.attributes(projection == null ? item : projection.of(item)))
                .build();
    }

    private static void checkCount(String parameter, int count) {
        if (count < 1 || count > MOST_ACTIONS) {
            throw new InvalidRequest(
                    "1 validation error detected: Value at '"
                            + parameter
                            + "' failed to satisfy constraint: Member must have length "
                            + (count < 1
                                    ? "greater than or equal to 1"
                                    : "less than or equal to 100"));
        }
    }
}
