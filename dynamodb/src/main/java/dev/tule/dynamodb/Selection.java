package dev.tule.dynamodb;

import dev.tule.dynamodb.expression.DocumentPath;
import dev.tule.dynamodb.expression.Projection;
import dev.tule.dynamodb.value.AttributeValues;
import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Item;
import dev.tule.dynamodb.value.Value;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Snapshot.Direction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** What Query and Scan have in common: limit, index, selected attributes and starting key. */
final class Selection {
    private static final String INVALID_START = "The provided starting key is invalid";

    private Selection() {}

    /** How many items to look at. */
    static int limit(@Nullable Integer limit) {
        if (limit == null) {
            return Integer.MAX_VALUE;
        }
        if (limit < 1) {
            throw new InvalidRequest(
                    "1 validation error detected: Value '"
                            + limit
                            + "' at 'limit' failed to satisfy constraint: Member must have value"
                            + " greater than or equal to 1");
        }
        return limit;
    }

    static void check(
            @Nullable Select select,
            boolean attributes,
            @Nullable String expression,
            @Nullable String indexName) {
        String projection = attributes ? "AttributesToGet" : "ProjectionExpression";
        boolean projected = attributes || expression != null;
        switch (select) {
            case ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES, COUNT -> {
                if (projected) {
                    throw new InvalidRequest(
                            "Cannot specify the "
                                    + projection
                                    + " when choosing to get "
                                    + (select == Select.COUNT ? "only the Count" : select));
                }
                if (select == Select.ALL_PROJECTED_ATTRIBUTES && indexName == null) {
                    throw new InvalidRequest(
                            "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an"
                                    + " IndexName");
                }
            }
            case SPECIFIC_ATTRIBUTES -> {
                if (!projected) {
                    throw new InvalidRequest(
                            "Must specify the AttributesToGet or ProjectionExpression when"
                                    + " choosing to get SPECIFIC_ATTRIBUTES");
                }
            }
            case UNKNOWN_TO_SDK_VERSION ->
                    throw new InvalidRequest(
                            "1 validation error detected: Value at 'select' failed to satisfy"
                                    + " constraint: Member must satisfy enum value set:"
                                    + " [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES,"
                                    + " ALL_PROJECTED_ATTRIBUTES]");
            case null -> {}
        }
    }

    /** The index of that name, or null of null. */
    static @Nullable Index index(Table table, @Nullable String name) {
        if (name == null) {
            return null;
        }
        return table.index(name)
                .orElseThrow(
                        () ->
                                new InvalidRequest(
                                        "The table does not have the specified index: " + name));
    }

    /** Whether an index can give what a request wants of it. */
    static void checkIndex(
            @Nullable Index index,
            @Nullable Boolean consistentRead,
            @Nullable Select select,
            @Nullable Projection projection,
            Table table) {
        if (index == null || !index.global()) {
            return;
        }
        if (Boolean.TRUE.equals(consistentRead)) {
            throw new InvalidRequest(
                    "Consistent reads are not supported on global secondary indexes");
        }
        if (index.status() == IndexStatus.CREATING) {
            throw new InvalidRequest(
                    "Cannot read from backfilling global secondary index: " + index.name());
        }
        if (select == Select.ALL_ATTRIBUTES && index.projection() != ProjectionType.ALL) {
            throw new InvalidRequest(
                    "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not"
                            + " supported for global secondary index "
                            + index.name()
                            + " because its projection type is not ALL");
        }
        List<String> missing = notProjected(table, index, projection);
        if (!missing.isEmpty()) {
            throw new InvalidRequest(
                    "One or more parameter values were invalid: Global secondary index "
                            + index.name()
                            + " does not project "
                            + missing);
        }
    }

    private static List<String> notProjected(
            Table table, Index index, @Nullable Projection projection) {
        if (projection == null || index.projection() == ProjectionType.ALL) {
            return List.of();
        }
        List<String> keys = table.keys().namesWith(index.keys());
        return projection.paths().stream()
                .map(DocumentPath::attribute)
                .filter(name -> !keys.contains(name) && !index.included().contains(name))
                .toList();
    }

    /** Whether items have to be fetched from the table, beyond what a local index projects. */
    static boolean wholeItems(
            Table table,
            @Nullable Index index,
            @Nullable Select select,
            @Nullable Projection projection) {
        return index == null
                || select == Select.ALL_ATTRIBUTES
                || !notProjected(table, index, projection).isEmpty();
    }

    /** The starting key of a request. */
    static Item startKey(Map<String, AttributeValue> given) {
        try {
            return AttributeValues.item(given);
        } catch (InvalidRequest e) {
            throw new InvalidRequest(INVALID_START + ": " + e.text());
        }
    }

    /** Whether a starting key is one of the table or the index. */
    static void checkStartKey(Table table, @Nullable Index index, Item startKey) {
        List<String> names =
                index == null ? table.keys().names() : table.keys().namesWith(index.keys());
        if (startKey.attributes().size() != names.size()) {
            throw new InvalidRequest(
                    index == null
                            ? INVALID_START + ": The provided key element does not match the schema"
                            : INVALID_START);
        }
        try {
            ItemKeys.checkKey(table.keys(), startKey.only(table.keys().names()));
            if (index != null) {
                for (KeyAttribute attribute : index.keys().attributes()) {
                    Value value = startKey.get(attribute.name());
                    if (value == null || value.type() != attribute.type()) {
                        throw new InvalidRequest(
                                "The provided key element does not match the schema");
                    }
                }
            }
        } catch (InvalidRequest e) {
            throw new InvalidRequest(INVALID_START + ": " + e.text());
        }
    }

    /** What of a range comes after a starting key, which is checked. */
    static KeyRange from(
            KeyRange range,
            Table table,
            @Nullable Index index,
            Item startKey,
            Direction direction) {
        byte[] itemKey = Layout.itemKey(table.keys(), startKey);
        byte[] row = index == null ? itemKey : Layout.indexKey(index, startKey, itemKey);
        if (row == null) {
            throw new InvalidRequest(INVALID_START);
        }
        Key start = KeyRanges.prefix(table, index).followedBy(row);
        return direction == Direction.FORWARD ? range.after(start) : range.before(start);
    }
}
