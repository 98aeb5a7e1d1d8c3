package dev.tule.dynamodb;

import dev.tule.dynamodb.ItemWriter.Written;
import dev.tule.dynamodb.expression.Condition;
import dev.tule.dynamodb.expression.Expressions;
import dev.tule.dynamodb.expression.LegacyConditions;
import dev.tule.dynamodb.expression.LegacyUpdates;
import dev.tule.dynamodb.expression.Placeholders;
import dev.tule.dynamodb.expression.Projection;
import dev.tule.dynamodb.expression.Update;
import dev.tule.dynamodb.value.AttributeValues;
import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Item;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** PutItem, GetItem, UpdateItem and DeleteItem. Safe for use by many threads. */
final class ItemOperations {
    private final Tables tables;
    private final ItemRows rows;
    private final ItemWriter writer;

    ItemOperations(Tables tables, ItemRows rows, ItemWriter writer) {
        this.tables = tables;
        this.rows = rows;
        this.writer = writer;
    }

    PutItemResponse putItem(PutItemRequest request) {
        String table = tables.name(request.tableName());
        new Parameters()
                .expression("ConditionExpression", request.conditionExpression())
                .legacy("Expected", request.hasExpected())
                .check(
                        request.hasExpressionAttributeNames(),
                        request.hasExpressionAttributeValues());
        Item item = AttributeValues.item(required("Item", request.hasItem(), request.item()));
        checkOldOrNone(request.returnValues());
        checkSize(item);
        Placeholders placeholders =
                placeholders(
                        request.hasExpressionAttributeNames(),
                        request.expressionAttributeNames(),
                        request.hasExpressionAttributeValues(),
                        request.expressionAttributeValues());
        Condition condition =
                request.hasExpected()
                        ? expected(request)
                        : Expressions.condition(
                                "ConditionExpression", request.conditionExpression(), placeholders);
        placeholders.checkAllUsed();
        Written written =
                write(
                        new Write.Put(table, item, condition),
                        request.returnValuesOnConditionCheckFailure());
        PutItemResponse.Builder response = PutItemResponse.builder();
        Item before = written.before();
        if (request.returnValues() == ReturnValue.ALL_OLD && before != null) {
            response.attributes(AttributeValues.attributes(before));
        }
        return response.consumedCapacity(
                        consumed(table, written).shown(request.returnConsumedCapacity()))
                .build();
    }

    private static Condition expected(PutItemRequest request) {
        Parameters.checkConditionalOperator(
                request.conditionalOperator() != null, request.expected().size());
        return LegacyConditions.expected(request.expected(), request.conditionalOperator());
    }

    DeleteItemResponse deleteItem(DeleteItemRequest request) {
        String table = tables.name(request.tableName());
        new Parameters()
                .expression("ConditionExpression", request.conditionExpression())
                .legacy("Expected", request.hasExpected())
                .check(
                        request.hasExpressionAttributeNames(),
                        request.hasExpressionAttributeValues());
        Item key = AttributeValues.item(required("Key", request.hasKey(), request.key()));
        checkOldOrNone(request.returnValues());
        Placeholders placeholders =
                placeholders(
                        request.hasExpressionAttributeNames(),
                        request.expressionAttributeNames(),
                        request.hasExpressionAttributeValues(),
                        request.expressionAttributeValues());
        Condition condition;
        if (request.hasExpected()) {
            Parameters.checkConditionalOperator(
                    request.conditionalOperator() != null, request.expected().size());
            condition =
                    LegacyConditions.expected(request.expected(), request.conditionalOperator());
        } else {
            condition =
                    Expressions.condition(
                            "ConditionExpression", request.conditionExpression(), placeholders);
        }
        placeholders.checkAllUsed();
        Written written =
                write(
                        new Write.Delete(table, key, condition),
                        request.returnValuesOnConditionCheckFailure());
        DeleteItemResponse.Builder response = DeleteItemResponse.builder();
        Item before = written.before();
        if (request.returnValues() == ReturnValue.ALL_OLD && before != null) {
            response.attributes(AttributeValues.attributes(before));
        }
        return response.consumedCapacity(
                        consumed(table, written).shown(request.returnConsumedCapacity()))
                .build();
    }

    UpdateItemResponse updateItem(UpdateItemRequest request) {
        String table = tables.name(request.tableName());
        new Parameters()
                .expression("UpdateExpression", request.updateExpression())
                .expression("ConditionExpression", request.conditionExpression())
                .legacy("AttributeUpdates", request.hasAttributeUpdates())
                .legacy("Expected", request.hasExpected())
                .check(
                        request.hasExpressionAttributeNames(),
                        request.hasExpressionAttributeValues());
        Item key = AttributeValues.item(required("Key", request.hasKey(), request.key()));
        Placeholders placeholders =
                placeholders(
                        request.hasExpressionAttributeNames(),
                        request.expressionAttributeNames(),
                        request.hasExpressionAttributeValues(),
                        request.expressionAttributeValues());
        Update update =
                request.hasAttributeUpdates()
                        ? LegacyUpdates.of(request.attributeUpdates())
                        : Expressions.update(request.updateExpression(), placeholders);
        Condition condition;
        if (request.hasExpected()) {
            Parameters.checkConditionalOperator(
                    request.conditionalOperator() != null, request.expected().size());
            condition =
                    LegacyConditions.expected(request.expected(), request.conditionalOperator());
        } else {
            condition =
                    Expressions.condition(
                            "ConditionExpression", request.conditionExpression(), placeholders);
        }
        placeholders.checkAllUsed();
        Written written =
                write(
                        new Write.Change(table, key, update, condition),
                        request.returnValuesOnConditionCheckFailure());
        UpdateItemResponse.Builder response = UpdateItemResponse.builder();
        returned(request.returnValues(), update, written)
                .ifPresent(item -> response.attributes(AttributeValues.attributes(item)));
        return response.consumedCapacity(
                        consumed(table, written).shown(request.returnConsumedCapacity()))
                .build();
    }

    private static Optional<Item> returned(
            @Nullable ReturnValue wanted, @Nullable Update update, Written written) {
        if (wanted == null) {
            return Optional.empty();
        }
        Projection updated = Projection.of(update == null ? List.of() : update.paths());
        return switch (wanted) {
            case ALL_OLD -> Optional.ofNullable(written.before());
            case ALL_NEW -> Optional.ofNullable(written.after());
            case UPDATED_OLD ->
                    Optional.ofNullable(written.before())
                            .map(updated::of)
                            .filter(item -> !item.isEmpty());
            case UPDATED_NEW ->
                    Optional.ofNullable(written.after())
                            .map(updated::of)
                            .filter(item -> !item.isEmpty());
            case NONE, UNKNOWN_TO_SDK_VERSION -> Optional.empty();
        };
    }

    GetItemResponse getItem(GetItemRequest request) {
        String name = tables.name(request.tableName());
        new Parameters()
                .projection("ProjectionExpression", request.projectionExpression())
                .legacy("AttributesToGet", request.hasAttributesToGet())
                .check(request.hasExpressionAttributeNames(), false);
        Item key = AttributeValues.item(required("Key", request.hasKey(), request.key()));
        Placeholders placeholders =
                placeholders(
                        request.hasExpressionAttributeNames(),
                        request.expressionAttributeNames(),
                        false,
                        Map.of());
        Projection projection =
                projection(
                        request.hasAttributesToGet(),
                        request.attributesToGet(),
                        request.projectionExpression(),
                        placeholders);
        placeholders.checkAllUsed();
        Optional<Item> found =
                tables.read(
                        snapshot -> {
                            Table table = tables.require(snapshot, name);
                            ItemKeys.checkKey(table.keys(), key);
                            return rows.get(snapshot, table, Layout.itemKey(table.keys(), key));
                        });
        GetItemResponse.Builder response = GetItemResponse.builder();
        found.map(item -> projection == null ? item : projection.of(item))
                .ifPresent(item -> response.item(AttributeValues.attributes(item)));
        Capacity capacity = new Capacity(name);
        capacity.add(
                Capacity.read(
                        found.map(Item::sizeBytes).orElse(0),
                        Boolean.TRUE.equals(request.consistentRead())));
        return response.consumedCapacity(capacity.shown(request.returnConsumedCapacity())).build();
    }

    private Written write(Write write, @Nullable ReturnValuesOnConditionCheckFailure wanted) {
        try {
            return tables.transact(transaction -> writer.write(transaction, write));
        } catch (ConditionFailed e) {
            boolean wants = wanted == ReturnValuesOnConditionCheckFailure.ALL_OLD;
            throw Faults.conditionFailed(wants ? e.item() : null);
        }
    }

    private static Capacity consumed(String table, Written written) {
        Capacity capacity = new Capacity(table);
        capacity.addWrite(written, false);
        return capacity;
    }

    /** What an item may weigh. */
    static void checkSize(Item item) {
        if (item.sizeBytes() > Item.MOST_BYTES) {
            throw new InvalidRequest("Item size has exceeded the maximum allowed size");
        }
    }

    static <T> T required(String parameter, boolean given, T value) {
        if (!given) {
            throw new InvalidRequest(
                    "The parameter '"
                            + parameter
                            + "' is required but was not present in the request");
        }
        return value;
    }

    private static void checkOldOrNone(@Nullable ReturnValue wanted) {
        if (wanted != null && wanted != ReturnValue.ALL_OLD && wanted != ReturnValue.NONE) {
            throw new InvalidRequest("ReturnValues can only be ALL_OLD or NONE");
        }
    }

    static Placeholders placeholders(
            boolean hasNames,
            Map<String, String> names,
            boolean hasValues,
            Map<String, AttributeValue> values) {
        return Placeholders.of(hasNames ? names : null, hasValues ? values : null);
    }

    /** What a request wants of the items, or null where it wants all. */
    static @Nullable Projection projection(
            boolean hasAttributes,
            List<String> attributes,
            @Nullable String expression,
            Placeholders placeholders) {
        if (!hasAttributes) {
            return Expressions.projection(expression, placeholders);
        }
        Set<String> seen = new HashSet<>();
        for (String attribute : attributes) {
            if (!seen.add(attribute)) {
                throw new InvalidRequest(
                        "One or more parameter values were invalid: Duplicate value in attribute"
                                + " name: "
                                + attribute);
            }
        }
        return Projection.ofAttributes(attributes);
    }
}
