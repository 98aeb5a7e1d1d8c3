package dev.tule.dynamodb.expression;

import dev.tule.dynamodb.value.AttributeValues;
import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ComparisonOperator;
import software.amazon.awssdk.services.dynamodb.model.ConditionalOperator;
import software.amazon.awssdk.services.dynamodb.model.ExpectedAttributeValue;

/**
 * Conditions as they were given before there were expressions (Developer Guide, "Legacy conditional
 * parameters"): one for an attribute, all to hold or one of them.
 */
public final class LegacyConditions {
    private static final String INVALID = "One or more parameter values were invalid: ";

    private LegacyConditions() {}

    /**
     * The condition of {@code Expected}.
     *
     * @throws InvalidRequest when its parts don't fit together
     */
    public static Condition expected(
            Map<String, ExpectedAttributeValue> expected, @Nullable ConditionalOperator operator) {
        List<Condition> conditions = new ArrayList<>();
        expected.forEach((name, each) -> conditions.add(expected(name, each)));
        return joined(conditions, operator);
    }

    private static Condition expected(String name, ExpectedAttributeValue expected) {
        DocumentPath path = DocumentPath.of(name);
        boolean hasList = expected.hasAttributeValueList();
        if (hasList && expected.value() != null) {
            throw new InvalidRequest(
                    INVALID
                            + "Value and AttributeValueList cannot be used together for Attribute: "
                            + name);
        }
        if (expected.comparisonOperatorAsString() != null) {
            return expectedComparison(name, expected);
        }
        if (hasList) {
            throw new InvalidRequest(
                    INVALID
                            + "AttributeValueList can only be used with a ComparisonOperator for"
                            + " Attribute: "
                            + name);
        }
        boolean exists = expected.exists() == null || expected.exists();
        if (exists && expected.value() == null) {
            throw new InvalidRequest(
                    INVALID
                            + "Value must be provided when Exists is "
                            + expected.exists()
                            + " for Attribute: "
                            + name);
        }
        if (exists) {
            Value value = AttributeValues.value(expected.value());
            return new Condition.Compare(
                    Condition.Comparator.EQ, new Operand.At(path), new Operand.Given(value));
        }
        if (expected.value() != null) {
            throw new InvalidRequest(
                    INVALID + "Value cannot be used when Exists is false for Attribute: " + name);
        }
        return new Condition.NotExists(path);
    }

    private static Condition expectedComparison(String name, ExpectedAttributeValue expected) {
        if (expected.exists() != null) {
            throw new InvalidRequest(
                    INVALID
                            + "Exists and ComparisonOperator cannot be used together for Attribute: "
                            + name);
        }
        ComparisonOperator operator =
                known(expected.comparisonOperator(), expected.comparisonOperatorAsString());
        boolean hasValues = expected.hasAttributeValueList() || expected.value() != null;
        boolean wantsValues =
                operator != ComparisonOperator.NULL && operator != ComparisonOperator.NOT_NULL;
        if (wantsValues && !hasValues) {
            throw new InvalidRequest(
                    INVALID
                            + "Value or AttributeValueList must be used with ComparisonOperator: "
                            + operator
                            + " for Attribute: "
                            + name);
        }
        List<AttributeValue> values =
                expected.value() == null
                        ? expected.attributeValueList()
                        : List.of(expected.value());
        return condition(name, operator, values);
    }

    /**
     * The condition of a {@code QueryFilter} or {@code ScanFilter}.
     *
     * @throws InvalidRequest when its parts don't fit together
     */
    public static Condition filter(
            Map<String, software.amazon.awssdk.services.dynamodb.model.Condition> filter,
            @Nullable ConditionalOperator operator) {
        List<Condition> conditions = new ArrayList<>();
        filter.forEach((name, each) -> conditions.add(condition(name, each)));
        return joined(conditions, operator);
    }

    /**
     * The condition on one attribute of a filter or of {@code KeyConditions}.
     *
     * @throws InvalidRequest when its parts don't fit together
     */
    public static Condition condition(
            String name, software.amazon.awssdk.services.dynamodb.model.Condition condition) {
        ComparisonOperator operator =
                known(condition.comparisonOperator(), condition.comparisonOperatorAsString());
        return condition(name, operator, condition.attributeValueList());
    }

    private static ComparisonOperator known(
            @Nullable ComparisonOperator operator, @Nullable String spelt) {
        if (operator == null || operator == ComparisonOperator.UNKNOWN_TO_SDK_VERSION) {
            throw new InvalidRequest(
                    "1 validation error detected: Value "
                            + (spelt == null ? "null" : "'" + spelt + "'")
                            + " at 'comparisonOperator' failed to satisfy constraint: Member must"
                            + " satisfy enum value set: [IN, NULL, BETWEEN, LT, NOT_CONTAINS, EQ,"
                            + " GT, NOT_NULL, NE, LE, BEGINS_WITH, GE, CONTAINS]");
        }
        return operator;
    }

    private static Condition joined(
            List<Condition> conditions, @Nullable ConditionalOperator operator) {
        return operator == ConditionalOperator.OR
                ? new Condition.Or(conditions)
                : new Condition.And(conditions);
    }

    private static Condition condition(
            String name, ComparisonOperator operator, List<AttributeValue> attributes) {
        List<Value> values = attributes.stream().map(AttributeValues::value).toList();
        checkValues(operator, values);
        DocumentPath path = DocumentPath.of(name);
        Operand attribute = new Operand.At(path);
        List<Operand> given = values.stream().<Operand>map(Operand.Given::new).toList();
        return switch (operator) {
            case NULL -> new Condition.NotExists(path);
            case NOT_NULL -> new Condition.Exists(path);
            case EQ -> compare(Condition.Comparator.EQ, attribute, given);
            case NE -> compare(Condition.Comparator.NE, attribute, given);
            case LE -> compare(Condition.Comparator.LE, attribute, given);
            case LT -> compare(Condition.Comparator.LT, attribute, given);
            case GE -> compare(Condition.Comparator.GE, attribute, given);
            case GT -> compare(Condition.Comparator.GT, attribute, given);
            case BEGINS_WITH -> new Condition.BeginsWith(attribute, given.getFirst());
            case CONTAINS -> new Condition.Contains(attribute, given.getFirst());
            case NOT_CONTAINS ->
                    new Condition.Not(new Condition.Contains(attribute, given.getFirst()));
            case IN -> new Condition.In(attribute, given);
            case BETWEEN -> new Condition.Between(attribute, given.getFirst(), given.getLast());
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalStateException("refused above");
        };
    }

    private static Condition compare(
            Condition.Comparator comparator, Operand attribute, List<Operand> given) {
        return new Condition.Compare(comparator, attribute, given.getFirst());
    }

    private static void checkValues(ComparisonOperator operator, List<Value> values) {
        boolean enough =
                switch (operator) {
                    case NULL, NOT_NULL -> values.isEmpty();
                    case IN -> !values.isEmpty();
                    case BETWEEN -> values.size() == 2;
                    default -> values.size() == 1;
                };
        if (!enough) {
            throw new InvalidRequest(
                    INVALID
                            + "Invalid number of argument(s) for the "
                            + operator
                            + " ComparisonOperator");
        }
        if (values.stream().map(Value::type).distinct().count() > 1) {
            throw new InvalidRequest(
                    INVALID + "AttributeValues inside AttributeValueList must be of same type");
        }
        Set<Value.Type> allowed = allowedTypes(operator);
        for (Value value : values) {
            if (!allowed.contains(value.type())) {
                throw new InvalidRequest(
                        INVALID
                                + "ComparisonOperator "
                                + operator
                                + " is not valid for "
                                + value.type()
                                + " AttributeValue type");
            }
        }
        if (operator == ComparisonOperator.BETWEEN
                && Value.compare(values.getFirst(), values.getLast()) > 0) {
            throw new InvalidRequest(
                    "The BETWEEN condition was provided a range where the lower bound is greater"
                            + " than the upper bound");
        }
    }

    private static Set<Value.Type> allowedTypes(ComparisonOperator operator) {
        return switch (operator) {
            case EQ, NE -> EnumSet.allOf(Value.Type.class);
            case BEGINS_WITH -> EnumSet.of(Value.Type.S, Value.Type.B);
            case CONTAINS, NOT_CONTAINS ->
                    EnumSet.of(
                            Value.Type.S,
                            Value.Type.N,
                            Value.Type.B,
                            Value.Type.BOOL,
                            Value.Type.NULL);
            default -> EnumSet.of(Value.Type.S, Value.Type.N, Value.Type.B);
        };
    }
}
