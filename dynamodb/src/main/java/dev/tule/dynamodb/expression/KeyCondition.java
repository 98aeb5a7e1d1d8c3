package dev.tule.dynamodb.expression;

import dev.tule.dynamodb.expression.Condition.Comparator;
import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a query asks of one key attribute (API Reference, Query: KeyConditionExpression).
 *
 * @param attribute the key attribute
 * @param values one, or two of a range
 */
public record KeyCondition(String attribute, Operator operator, List<Value> values) {
    public KeyCondition {
        values = List.copyOf(values);
    }

    /** How keys are compared. */
    public enum Operator {
        EQ,
        LT,
        LE,
        GT,
        GE,
        BETWEEN,
        BEGINS_WITH,
        /** Of the old conditions, those that no key can be found by. */
        NOT_INDEXABLE
    }

    /** Whether a key value satisfies this. */
    public boolean holds(Value key) {
        Value first = values.getFirst();
        if (key.type() != first.type()) {
            return false;
        }
        return switch (operator) {
            case EQ -> key.equals(first);
            case LT -> Value.compare(key, first) < 0;
            case LE -> Value.compare(key, first) <= 0;
            case GT -> Value.compare(key, first) > 0;
            case GE -> Value.compare(key, first) >= 0;
            case BETWEEN ->
                    Value.compare(key, first) >= 0 && Value.compare(key, values.getLast()) <= 0;
            case BEGINS_WITH ->
                    new Condition.BeginsWith(new Operand.Given(key), new Operand.Given(first))
                            .holds(dev.tule.dynamodb.value.Item.EMPTY);
            case NOT_INDEXABLE -> false;
        };
    }

    /**
     * The conditions of a {@code KeyConditionExpression}, by attribute.
     *
     * @throws InvalidRequest when the condition isn't of the form that keys are found by
     */
    public static Map<String, KeyCondition> ofExpression(Condition condition) {
        List<Condition> parts = new ArrayList<>();
        flatten(condition, parts);
        Map<String, KeyCondition> conditions = new LinkedHashMap<>();
        for (Condition part : parts) {
            KeyCondition key = of(part);
            if (conditions.put(key.attribute, key) != null) {
                throw invalid("KeyConditionExpressions must only contain one condition per key");
            }
        }
        return conditions;
    }

    /**
     * The conditions of {@code KeyConditions}, by attribute.
     *
     * @throws InvalidRequest when one is malformed
     */
    public static Map<String, KeyCondition> ofLegacy(
            Map<String, software.amazon.awssdk.services.dynamodb.model.Condition> given) {
        Map<String, KeyCondition> conditions = new LinkedHashMap<>();
        given.forEach(
                (name, each) ->
                        conditions.put(name, legacy(name, LegacyConditions.condition(name, each))));
        return conditions;
    }

    private static KeyCondition legacy(String name, Condition condition) {
        return switch (condition) {
            case Condition.Compare(Comparator comparator, Operand _, Operand right)
                    when comparator != Comparator.NE ->
                    new KeyCondition(name, operator(comparator), List.of(value(right)));
            case Condition.Between(Operand _, Operand lower, Operand upper) ->
                    new KeyCondition(name, Operator.BETWEEN, List.of(value(lower), value(upper)));
            case Condition.BeginsWith(Operand _, Operand prefix) ->
                    new KeyCondition(name, Operator.BEGINS_WITH, List.of(value(prefix)));
            default -> new KeyCondition(name, Operator.NOT_INDEXABLE, List.of(new Value.Null()));
        };
    }

    private static void flatten(Condition condition, List<Condition> parts) {
        switch (condition) {
            case Condition.And(List<Condition> all) -> all.forEach(each -> flatten(each, parts));
            case Condition.Or _ -> throw operator("OR");
            case Condition.Not _ -> throw operator("NOT");
            case Condition.In _ -> throw operator("IN");
            case Condition.Exists _ -> throw operator("attribute_exists");
            case Condition.NotExists _ -> throw operator("attribute_not_exists");
            case Condition.HasType _ -> throw operator("attribute_type");
            case Condition.Contains _ -> throw operator("contains");
            case Condition.Compare(Comparator comparator, Operand _, Operand _)
                    when comparator == Comparator.NE ->
                    throw operator("<>");
            case Condition.Compare _, Condition.Between _, Condition.BeginsWith _ ->
                    parts.add(condition);
        }
    }

    private static KeyCondition of(Condition part) {
        return switch (part) {
            case Condition.Compare(Comparator comparator, Operand left, Operand right)
                    when right instanceof Operand.At ->
                    keyed(left, mirrored(comparator), right, List.of(left));
            case Condition.Compare(Comparator comparator, Operand left, Operand right) ->
                    keyed(right, operator(comparator), left, List.of(right));
            case Condition.Between(Operand operand, Operand lower, Operand upper) -> {
                checkFirst("BETWEEN", operand);
                yield keyed(lower, Operator.BETWEEN, operand, List.of(lower, upper));
            }
            case Condition.BeginsWith(Operand operand, Operand prefix) -> {
                checkFirst("begins_with", operand);
                yield keyed(prefix, Operator.BEGINS_WITH, operand, List.of(prefix));
            }
            default -> throw new IllegalStateException("flattened away");
        };
    }

    private static KeyCondition keyed(
            Operand other, Operator operator, Operand key, List<Operand> values) {
        List<Operand> all = new ArrayList<>(values);
        all.add(key);
        if (all.stream().anyMatch(each -> each instanceof Operand.Size)) {
            throw invalid("KeyConditionExpressions cannot contain nested operations");
        }
        if (!(key instanceof Operand.At(DocumentPath path))) {
            throw invalid(
                    "Invalid condition in KeyConditionExpression: No key attribute specified");
        }
        if (other instanceof Operand.At
                || values.stream().anyMatch(each -> each instanceof Operand.At)) {
            throw invalid(
                    "Invalid condition in KeyConditionExpression: Multiple attribute names used"
                            + " in one condition");
        }
        if (path.isNested()) {
            throw invalid("KeyConditionExpressions cannot have conditions on nested attributes");
        }
        return new KeyCondition(
                path.attribute(), operator, values.stream().map(KeyCondition::value).toList());
    }

    private static void checkFirst(String operator, Operand operand) {
        if (operand instanceof Operand.Given) {
            throw invalid(
                    "Invalid condition in KeyConditionExpression: "
                            + operator
                            + " operator must have the key attribute as its first operand");
        }
    }

    private static Value value(Operand operand) {
        if (operand instanceof Operand.Given(Value value)) {
            return value;
        }
        throw new IllegalStateException("not a given value");
    }

    private static Operator operator(Comparator comparator) {
        return switch (comparator) {
            case EQ -> Operator.EQ;
            case LT -> Operator.LT;
            case LE -> Operator.LE;
            case GT -> Operator.GT;
            case GE -> Operator.GE;
            case NE -> throw new IllegalStateException("refused before");
        };
    }

    private static Operator mirrored(Comparator comparator) {
        return switch (comparator) {
            case EQ -> Operator.EQ;
            case LT -> Operator.GT;
            case LE -> Operator.GE;
            case GT -> Operator.LT;
            case GE -> Operator.LE;
            case NE -> throw new IllegalStateException("refused before");
        };
    }

    private static InvalidRequest operator(String operator) {
        return invalid("Invalid operator used in KeyConditionExpression: " + operator);
    }

    private static InvalidRequest invalid(String message) {
        return new InvalidRequest(message);
    }
}
