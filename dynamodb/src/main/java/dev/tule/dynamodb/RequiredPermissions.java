package dev.tule.dynamodb;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * What requests need to be allowed (Service Authorization Reference, "Actions, resources, and
 * condition keys for Amazon DynamoDB"): each table that a batch names, and for each part of a
 * transaction what it would need alone.
 *
 * @param where whose tables
 */
record RequiredPermissions(AccountRegion where) {
    private static final String PREFIX = "dynamodb:";

    List<Permission> of(String operation, SdkRequest request) {
        List<Permission> needed =
                switch (request) {
                    case BatchGetItemRequest batch ->
                            tables(operation, batch.requestItems().keySet().stream());
                    case BatchWriteItemRequest batch ->
                            tables(operation, batch.requestItems().keySet().stream());
                    case TransactGetItemsRequest transaction ->
                            tables(
                                    "GetItem",
                                    transaction.transactItems().stream()
                                            .flatMap(
                                                    item ->
                                                            Optional.ofNullable(item.get())
                                                                    .stream())
                                            .flatMap(get -> Stream.ofNullable(get.tableName())));
                    case TransactWriteItemsRequest transaction ->
                            transaction.transactItems().stream()
                                    .flatMap(this::write)
                                    .distinct()
                                    .toList();
                    default -> List.of(new Permission(PREFIX + operation, named(request)));
                };
        return needed.isEmpty() ? Permission.onAny(PREFIX + operation) : needed;
    }

    /** Of the API of 2011, whose batches are as today's. */
    List<Permission> of(String operation, Map<String, Object> request) {
        if (request.get("RequestItems") instanceof Map<?, ?> batch && !batch.isEmpty()) {
            return tables(operation, batch.keySet().stream().map(Object::toString));
        }
        String resource =
                request.get("TableName") instanceof String table ? arn(table) : Permission.ANY;
        return List.of(new Permission(PREFIX + operation, resource));
    }

    private List<Permission> tables(String operation, Stream<String> names) {
        return names.distinct().map(name -> new Permission(PREFIX + operation, arn(name))).toList();
    }

    private Stream<Permission> write(TransactWriteItem item) {
        return Stream.of(
                        on("PutItem", Optional.ofNullable(item.put()).map(Put::tableName)),
                        on("UpdateItem", Optional.ofNullable(item.update()).map(Update::tableName)),
                        on("DeleteItem", Optional.ofNullable(item.delete()).map(Delete::tableName)),
                        on(
                                "ConditionCheckItem",
                                Optional.ofNullable(item.conditionCheck())
                                        .map(ConditionCheck::tableName)))
                .flatMap(Optional::stream);
    }

    private Optional<Permission> on(String operation, Optional<String> table) {
        return table.map(name -> new Permission(PREFIX + operation, arn(name)));
    }

    /** The table or index that a request is about. */
    private String named(SdkRequest request) {
        Optional<String> table = request.getValueForField("TableName", String.class);
        String index =
                request.getValueForField("IndexName", String.class)
                        .map(name -> "/index/" + name)
                        .orElse("");
        return table.map(name -> arn(name) + index)
                .or(() -> request.getValueForField("ResourceArn", String.class))
                .orElse(Permission.ANY);
    }

    /** Tables may be named by their ARN. */
    private String arn(String table) {
        return table.startsWith("arn:")
                ? table
                : "arn:aws:dynamodb:%s:%s:table/%s"
                        .formatted(where.region(), where.account(), table);
    }
}
