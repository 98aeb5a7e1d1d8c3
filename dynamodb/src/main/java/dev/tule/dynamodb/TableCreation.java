package dev.tule.dynamodb;

import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;

/**
 * What a CreateTable request describes, checked with DynamoDB's sentences. Confined to one request;
 * also reads the index that an UpdateTable request adds.
 */
final class TableCreation {
    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final int MOST_LOCAL = 5;
    private static final int MOST_GLOBAL = 20;
    private static final long MOST_UNITS = 1_000_000_000_000L;

    private final Map<String, Value.Type> definitions = new LinkedHashMap<>();
    private final boolean onDemand;

    TableCreation(List<AttributeDefinition> given, boolean onDemand) {
        this.onDemand = onDemand;
        for (AttributeDefinition definition : given) {
            Value.Type type =
                    switch (definition.attributeType()) {
                        case S -> Value.Type.S;
                        case N -> Value.Type.N;
                        case B -> Value.Type.B;
                        case UNKNOWN_TO_SDK_VERSION ->
                                throw new InvalidRequest(
                                        "1 validation error detected: Value '"
                                                + definition.attributeTypeAsString()
                                                + "' at 'attributeDefinitions.member.attributeType'"
                                                + " failed to satisfy constraint: Member must"
                                                + " satisfy enum value set: [B, N, S]");
                        case null ->
                                throw new InvalidRequest(
                                        "1 validation error detected: Value null at"
                                                + " 'attributeDefinitions.member.attributeType' failed"
                                                + " to satisfy constraint: Member must not be null");
                    };
            definitions.put(definition.attributeName(), type);
        }
    }

    static boolean onDemand(CreateTableRequest request) {
        return request.billingMode() == BillingMode.PAY_PER_REQUEST;
    }

    /** The capacity of the table, or null where it is paid per request. */
    static @Nullable Throughput throughput(CreateTableRequest request) {
        ProvisionedThroughput given = request.provisionedThroughput();
        if (onDemand(request)) {
            if (given != null) {
                throw new InvalidRequest(
                        INVALID
                                + "Neither ReadCapacityUnits nor WriteCapacityUnits can be"
                                + " specified when BillingMode is PAY_PER_REQUEST");
            }
            return null;
        }
        if (given == null) {
            throw new InvalidRequest(
                    INVALID
                            + "ReadCapacityUnits and WriteCapacityUnits must both be specified"
                            + " when BillingMode is PROVISIONED");
        }
        return throughput(given);
    }

    static Throughput throughput(ProvisionedThroughput given) {
        return new Throughput(
                units("ReadCapacityUnits", given.readCapacityUnits()),
                units("WriteCapacityUnits", given.writeCapacityUnits()));
    }

    private static long units(String which, @Nullable Long units) {
        if (units == null) {
            throw new InvalidRequest(
                    INVALID
                            + "ReadCapacityUnits and WriteCapacityUnits must both be specified"
                            + " when BillingMode is PROVISIONED");
        }
        if (units < 1) {
            throw new InvalidRequest(
                    "1 validation error detected: Value '"
                            + units
                            + "' at 'provisionedThroughput."
                            + Character.toLowerCase(which.charAt(0))
                            + which.substring(1)
                            + "' failed to satisfy constraint: Member must have value greater than"
                            + " or equal to 1");
        }
        if (units > MOST_UNITS) {
            throw new InvalidRequest(
                    "Given value " + units + " for " + which + " is out of bounds");
        }
        return units;
    }

    /** The keys of the table. */
    KeySchema tableKeys(List<KeySchemaElement> elements, boolean hasIndexes) {
        KeySchema keys = keys(elements);
        if (!hasIndexes && keys.attributes().size() != definitions.size()) {
            throw new InvalidRequest(
                    INVALID
                            + "Number of attributes in KeySchema does not exactly match number of"
                            + " attributes defined in AttributeDefinitions");
        }
        return keys;
    }

    private KeySchema keys(List<KeySchemaElement> elements) {
        if (elements.isEmpty() || elements.size() > 2) {
            throw new InvalidRequest(
                    "1 validation error detected: Value '"
                            + elements.stream().map(KeySchemaElement::attributeName).toList()
                            + "' at 'keySchema' failed to satisfy constraint: Member must have"
                            + " length "
                            + (elements.isEmpty()
                                    ? "greater than or equal to 1"
                                    : "less than or equal to 2"));
        }
        List<String> names = elements.stream().map(KeySchemaElement::attributeName).toList();
        if (elements.size() > definitions.size()) {
            throw new InvalidRequest(
                    "Invalid KeySchema: Some index key attribute have no definition");
        }
        if (!definitions.keySet().containsAll(names)) {
            throw new InvalidRequest(
                    INVALID
                            + "Some index key attributes are not defined in AttributeDefinitions."
                            + " Keys: "
                            + names
                            + ", AttributeDefinitions: "
                            + List.copyOf(definitions.keySet()));
        }
        if (elements.size() == 2 && names.getFirst().equals(names.getLast())) {
            throw new InvalidRequest(
                    "Both the Hash Key and the Range Key element in the KeySchema have the same"
                            + " name");
        }
        if (elements.getFirst().keyType() != KeyType.HASH) {
            throw new InvalidRequest(
                    "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
        }
        if (elements.size() == 2 && elements.getLast().keyType() != KeyType.RANGE) {
            throw new InvalidRequest(
                    "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
        }
        return new KeySchema(
                attribute(names.getFirst()),
                elements.size() == 2 ? attribute(names.getLast()) : null);
    }

    private KeyAttribute attribute(String name) {
        Value.Type type = definitions.get(name);
        if (type == null) {
            throw new IllegalStateException("checked before");
        }
        return new KeyAttribute(name, type);
    }

    /** The indexes that the table is created with. */
    List<Index> indexes(CreateTableRequest request, KeySchema tableKeys) {
        List<Index> indexes = new ArrayList<>();
        if (request.hasLocalSecondaryIndexes()) {
            checkCount("LocalSecondaryIndexes", request.localSecondaryIndexes().size());
            for (LocalSecondaryIndex given : request.localSecondaryIndexes()) {
                indexes.add(local(given, tableKeys, indexes.size() + 1));
            }
            if (indexes.size() > MOST_LOCAL) {
                throw new InvalidRequest(
                        INVALID
                                + "Number of LocalSecondaryIndexes exceeds per-table limit of"
                                + " 5");
            }
        }
        if (request.hasGlobalSecondaryIndexes()) {
            checkCount("GlobalSecondaryIndexes", request.globalSecondaryIndexes().size());
            for (GlobalSecondaryIndex given : request.globalSecondaryIndexes()) {
                indexes.add(global(given, indexes.size() + 1, IndexStatus.ACTIVE));
            }
            if (request.globalSecondaryIndexes().size() > MOST_GLOBAL) {
                throw new InvalidRequest(
                        INVALID + "GlobalSecondaryIndex count exceeds the per-table limit of 20");
            }
        }
        Set<String> names = new HashSet<>();
        for (Index index : indexes) {
            if (!names.add(index.name())) {
                throw new InvalidRequest(INVALID + "Duplicate index name: " + index.name());
            }
        }
        checkAllDefinedUsed(tableKeys, indexes);
        return indexes;
    }

    private static void checkCount(String which, int count) {
        if (count == 0) {
            throw new InvalidRequest(INVALID + "List of " + which + " is empty");
        }
    }

    private void checkAllDefinedUsed(KeySchema tableKeys, List<Index> indexes) {
        Set<String> used = new HashSet<>(tableKeys.names());
        indexes.forEach(index -> used.addAll(index.keys().names()));
        if (!used.containsAll(definitions.keySet())) {
            throw new InvalidRequest(
                    INVALID
                            + "Some AttributeDefinitions are not used. AttributeDefinitions: "
                            + List.copyOf(definitions.keySet())
                            + ", keys used: "
                            + List.copyOf(used));
        }
    }

    private Index local(LocalSecondaryIndex given, KeySchema tableKeys, int number) {
        if (tableKeys.range() == null) {
            throw new InvalidRequest(
                    INVALID
                            + "Table KeySchema does not have a range key, which is required when"
                            + " specifying a LocalSecondaryIndex");
        }
        Tables.checkName("IndexName", given.indexName());
        KeySchema keys = keys(given.keySchema());
        if (keys.range() == null) {
            throw new InvalidRequest(
                    INVALID
                            + "Index KeySchema does not have a range key for index: "
                            + given.indexName());
        }
        if (!keys.hash().equals(tableKeys.hash())) {
            throw new InvalidRequest(
                    INVALID
                            + "Index KeySchema does not have the same leading hash key as table"
                            + " KeySchema for index: "
                            + given.indexName()
                            + ". index hash key: "
                            + keys.hash().name()
                            + ", table hash key: "
                            + tableKeys.hash().name());
        }
        return new Index(
                given.indexName(),
                number,
                false,
                keys,
                projection(given.projection()),
                given.projection().nonKeyAttributes(),
                IndexStatus.ACTIVE,
                null);
    }

    /** A global index, of a table that is being created or of one that gets it later. */
    Index global(GlobalSecondaryIndex given, int number, IndexStatus status) {
        Tables.checkName("IndexName", given.indexName());
        KeySchema keys = keys(given.keySchema());
        ProjectionType projection = projection(given.projection());
        ProvisionedThroughput throughput = given.provisionedThroughput();
        if (onDemand && throughput != null) {
            throw new InvalidRequest(
                    INVALID
                            + "ProvisionedThroughput should not be specified for index: "
                            + given.indexName()
                            + " when BillingMode is PAY_PER_REQUEST");
        }
        if (!onDemand && throughput == null) {
            throw new InvalidRequest(
                    INVALID
                            + "ProvisionedThroughput must be specified for index: "
                            + given.indexName());
        }
        return new Index(
                given.indexName(),
                number,
                true,
                keys,
                projection,
                given.projection().nonKeyAttributes(),
                status,
                throughput == null ? null : throughput(throughput));
    }

    private static ProjectionType projection(
            software.amazon.awssdk.services.dynamodb.model.@Nullable Projection given) {
        ProjectionType type = given == null ? null : given.projectionType();
        if (given == null || type == null || type == ProjectionType.UNKNOWN_TO_SDK_VERSION) {
            throw new InvalidRequest(
                    INVALID
                            + "Unknown ProjectionType: "
                            + (given == null ? null : given.projectionTypeAsString()));
        }
        if (given.hasNonKeyAttributes() && type != ProjectionType.INCLUDE) {
            throw new InvalidRequest(
                    INVALID + "ProjectionType is " + type + ", but NonKeyAttributes is specified");
        }
        if (!given.hasNonKeyAttributes() && type == ProjectionType.INCLUDE) {
            throw new InvalidRequest(
                    INVALID + "ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
        }
        return type;
    }
}
