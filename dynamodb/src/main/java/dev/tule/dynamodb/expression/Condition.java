package dev.tule.dynamodb.expression;

import dev.tule.dynamodb.value.Bytes;
import dev.tule.dynamodb.value.Item;
import dev.tule.dynamodb.value.Value;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is true or false of an item (Developer Guide, "Condition and filter expressions, operators,
 * and functions"). A comparison of an absent attribute is false, but for not-equal.
 */
public sealed interface Condition {

    /** Whether all are true. */
    record And(List<Condition> all) implements Condition {
        public And {
            all = List.copyOf(all);
        }
    }

    /** Whether one is true. */
    record Or(List<Condition> any) implements Condition {
        public Or {
            any = List.copyOf(any);
        }
    }

    /** Whether it isn't true. */
    record Not(Condition condition) implements Condition {}

    /** Two operands compared. */
    record Compare(Comparator comparator, Operand left, Operand right) implements Condition {}

    /** Whether an operand is within bounds, both included. */
    record Between(Operand operand, Operand lower, Operand upper) implements Condition {}

    /** Whether an operand equals one of several. */
    record In(Operand operand, List<Operand> list) implements Condition {
        public In {
            list = List.copyOf(list);
        }
    }

    /** {@code attribute_exists}. */
    record Exists(DocumentPath path) implements Condition {}

    /** {@code attribute_not_exists}. */
    record NotExists(DocumentPath path) implements Condition {}

    /** {@code attribute_type}. */
    record HasType(Operand operand, Value.Type type) implements Condition {}

    /** {@code begins_with}. */
    record BeginsWith(Operand operand, Operand prefix) implements Condition {}

    /** {@code contains}. */
    record Contains(Operand operand, Operand part) implements Condition {}

    /** How two operands are compared. */
    enum Comparator {
        EQ("="),
        NE("<>"),
        LT("<"),
        LE("<="),
        GT(">"),
        GE(">=");

        private final String symbol;

        Comparator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }

        boolean holds(@Nullable Value left, @Nullable Value right) {
            if (this == EQ) {
                return left != null && left.equals(right);
            }
            if (this == NE) {
                return left == null || !left.equals(right);
            }
            if (left == null || right == null || !Value.comparable(left, right)) {
                return false;
            }
            int order = Value.compare(left, right);
            return switch (this) {
                case LT -> order < 0;
                case LE -> order <= 0;
                case GT -> order > 0;
                case GE -> order >= 0;
                case EQ, NE -> throw new IllegalStateException("answered above");
            };
        }
    }

    /** Whether it is true of an item. */
    default boolean holds(Item item) {
        return switch (this) {
            case And(List<Condition> all) -> all.stream().allMatch(each -> each.holds(item));
            case Or(List<Condition> any) -> any.stream().anyMatch(each -> each.holds(item));
            case Not(Condition condition) -> !condition.holds(item);
            case Compare(Comparator comparator, Operand left, Operand right) ->
                    comparator.holds(left.in(item), right.in(item));
            case Between(Operand operand, Operand lower, Operand upper) ->
                    Comparator.GE.holds(operand.in(item), lower.in(item))
                            && Comparator.LE.holds(operand.in(item), upper.in(item));
            case In(Operand operand, List<Operand> list) ->
                    list.stream()
                            .anyMatch(each -> Comparator.EQ.holds(operand.in(item), each.in(item)));
            case Exists(DocumentPath path) -> path.in(item) != null;
            case NotExists(DocumentPath path) -> path.in(item) == null;
            case HasType(Operand operand, Value.Type type) -> {
                Value value = operand.in(item);
                yield value != null && value.type() == type;
            }
            case BeginsWith(Operand operand, Operand prefix) ->
                    beginsWith(operand.in(item), prefix.in(item));
            case Contains(Operand operand, Operand part) ->
                    contains(operand.in(item), part.in(item));
        };
    }

    /** The document paths that it reads. */
    default Set<DocumentPath> paths() {
        Set<DocumentPath> paths = new LinkedHashSet<>();
        collect(this, paths);
        return paths;
    }

    private static void collect(Condition condition, Set<DocumentPath> paths) {
        switch (condition) {
            case And(List<Condition> all) -> all.forEach(each -> collect(each, paths));
            case Or(List<Condition> any) -> any.forEach(each -> collect(each, paths));
            case Not(Condition not) -> collect(not, paths);
            case Compare(Comparator _, Operand left, Operand right) ->
                    collect(List.of(left, right), paths);
            case Between(Operand operand, Operand lower, Operand upper) ->
                    collect(List.of(operand, lower, upper), paths);
            case In(Operand operand, List<Operand> list) -> {
                collect(List.of(operand), paths);
                collect(list, paths);
            }
            case Exists(DocumentPath path) -> paths.add(path);
            case NotExists(DocumentPath path) -> paths.add(path);
            case HasType(Operand operand, Value.Type _) -> collect(List.of(operand), paths);
            case BeginsWith(Operand operand, Operand prefix) ->
                    collect(List.of(operand, prefix), paths);
            case Contains(Operand operand, Operand part) -> collect(List.of(operand, part), paths);
        }
    }

    private static void collect(List<Operand> operands, Set<DocumentPath> paths) {
        for (Operand operand : operands) {
            switch (operand) {
                case Operand.At(DocumentPath path) -> paths.add(path);
                case Operand.Size(Operand of) -> collect(List.of(of), paths);
                case Operand.Given _,
                        Operand.IfNotExists _,
                        Operand.ListAppend _,
                        Operand.Plus _,
                        Operand.Minus _ -> {}
            }
        }
    }

    private static boolean beginsWith(@Nullable Value value, @Nullable Value prefix) {
        return switch (value) {
            case Value.S(String text) when prefix instanceof Value.S(String start) ->
                    text.startsWith(start);
            case Value.B(Bytes bytes) when prefix instanceof Value.B(Bytes start) ->
                    bytes.startsWith(start);
            case null, default -> false;
        };
    }

    private static boolean contains(@Nullable Value value, @Nullable Value part) {
        return switch (value) {
            case Value.S(String text) when part instanceof Value.S(String within) ->
                    text.contains(within);
            case Value.B(Bytes bytes) when part instanceof Value.B(Bytes within) ->
                    bytes.contains(within);
            case Value.SS(Set<String> members) when part instanceof Value.S(String member) ->
                    members.contains(member);
            case Value.NS(Set<BigDecimal> members)
                    when part instanceof Value.N(BigDecimal member) ->
                    members.contains(member);
            case Value.BS(Set<Bytes> members) when part instanceof Value.B(Bytes member) ->
                    members.contains(member);
            case Value.L(List<Value> elements) when part != null -> elements.contains(part);
            case null, default -> false;
        };
    }
}
