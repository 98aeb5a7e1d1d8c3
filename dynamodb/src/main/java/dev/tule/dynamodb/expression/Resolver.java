package dev.tule.dynamodb.expression;

import dev.tule.dynamodb.expression.Token.Kind;
import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The second look: puts names and values in the place of placeholders, checks what types operands
 * are known to have, and yields what can be evaluated. Confined to one expression of a request.
 */
final class Resolver {
    private static final int MOST_NESTING = 32;
    private static final int MOST_LISTED = 100;

    private static final Set<Value.Type> ORDERED =
            EnumSet.of(Value.Type.S, Value.Type.N, Value.Type.B);
    private static final Set<Value.Type> SIZED =
            EnumSet.of(
                    Value.Type.S,
                    Value.Type.B,
                    Value.Type.SS,
                    Value.Type.NS,
                    Value.Type.BS,
                    Value.Type.L,
                    Value.Type.M);
    private static final Set<Value.Type> PREFIXED = EnumSet.of(Value.Type.S, Value.Type.B);

    private final Placeholders placeholders;

    Resolver(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    Condition condition(Syntax condition) {
        return switch (condition) {
            case Syntax.Or(List<Syntax> any) ->
                    new Condition.Or(any.stream().map(this::condition).toList());
            case Syntax.And(List<Syntax> all) ->
                    new Condition.And(all.stream().map(this::condition).toList());
            case Syntax.Not(Syntax not) -> new Condition.Not(condition(not));
            case Syntax.Parenthesised(Syntax content) -> condition(content);
            case Syntax.Comparison comparison -> comparison(comparison);
            case Syntax.Between between -> between(between);
            case Syntax.In in -> in(in);
            case Syntax.Call call -> call(call);
            case Syntax.Path _, Syntax.ValueReference _, Syntax.Arithmetic _ ->
                    throw new IllegalStateException("no condition");
        };
    }

    private Condition comparison(Syntax.Comparison comparison) {
        Operand left = operand(comparison.left());
        Operand right = operand(comparison.right());
        String symbol = comparison.comparator().symbol();
        checkDistinct(symbol, left, List.of(right));
        switch (comparison.comparator()) {
            case EQ, NE -> {}
            case LT, LE, GT, GE -> {
                checkType(symbol, left, ORDERED);
                checkType(symbol, right, ORDERED);
            }
        }
        return new Condition.Compare(comparison.comparator(), left, right);
    }

    private Condition between(Syntax.Between between) {
        Operand operand = operand(between.operand());
        Operand lower = operand(between.lower());
        Operand upper = operand(between.upper());
        checkDistinct("BETWEEN", operand, List.of(lower, upper));
        for (Operand each : List.of(operand, lower, upper)) {
            checkType("BETWEEN", each, ORDERED);
        }
        if (lower instanceof Operand.Given(Value low)
                && upper instanceof Operand.Given(Value high)) {
            checkBounds(low, high);
        }
        return new Condition.Between(operand, lower, upper);
    }

    private static void checkBounds(Value low, Value high) {
        String bounds =
                "; lower bound operand: AttributeValue: "
                        + Value.shown(low)
                        + ", upper bound operand: AttributeValue: "
                        + Value.shown(high);
        if (low.type() != high.type()) {
            throw new InvalidRequest(
                    "The BETWEEN operator requires same data type for lower and upper bounds"
                            + bounds);
        }
        if (Value.compare(low, high) > 0) {
            throw new InvalidRequest(
                    "The BETWEEN operator requires upper bound to be greater than or equal to"
                            + " lower bound"
                            + bounds);
        }
    }

    private Condition in(Syntax.In in) {
        Operand operand = operand(in.operand());
        List<Operand> list = in.list().stream().map(this::operand).toList();
        if (list.size() > MOST_LISTED) {
            throw new InvalidRequest(
                    "The IN operator is provided with too many operands; number of operands: "
                            + list.size());
        }
        checkDistinct("IN", operand, list);
        return new Condition.In(operand, list);
    }

    private Condition call(Syntax.Call call) {
        List<Operand> operands = call.operands().stream().map(this::operand).toList();
        String function = call.function();
        Operand first = operands.getFirst();
        List<Operand> rest = operands.subList(1, operands.size());
        return switch (function) {
            case "attribute_exists" -> new Condition.Exists(path(function, first));
            case "attribute_not_exists" -> new Condition.NotExists(path(function, first));
            case "attribute_type" -> {
                path(function, first);
                checkDistinct(function, first, rest);
                yield new Condition.HasType(first, type(rest.getFirst()));
            }
            case "begins_with" -> {
                checkDistinct(function, first, rest);
                checkType(function, first, PREFIXED);
                checkType(function, rest.getFirst(), PREFIXED);
                yield new Condition.BeginsWith(first, rest.getFirst());
            }
            case "contains" -> {
                checkDistinct(function, first, rest);
                yield new Condition.Contains(first, rest.getFirst());
            }
            default -> throw new IllegalStateException("not a condition: " + function);
        };
    }

    private static Value.Type type(Operand operand) {
        Value.Type type = knownType(operand);
        if (!(operand instanceof Operand.Given(Value.S(String name)))) {
            throw wrongType(
                    "attribute_type",
                    type == null ? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}" : type.name());
        }
        for (Value.Type each : Value.Type.values()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        throw new InvalidRequest(
                "Invalid attribute type name found; type: "
                        + name
                        + ", valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}");
    }

    /** An operand of a condition or of a SET action. */
    Operand operand(Syntax operand) {
        return switch (operand) {
            case Syntax.Path path -> new Operand.At(path(path));
            case Syntax.ValueReference(String placeholder) -> new Operand.Given(value(placeholder));
            case Syntax.Parenthesised(Syntax content) -> operand(content);
            case Syntax.Arithmetic(String operator, Syntax left, Syntax right) -> {
                Operand first = operand(left);
                Operand second = operand(right);
                checkType(operator, first, EnumSet.of(Value.Type.N));
                checkType(operator, second, EnumSet.of(Value.Type.N));
                yield operator.equals("+")
                        ? new Operand.Plus(first, second)
                        : new Operand.Minus(first, second);
            }
            case Syntax.Call(String function, List<Syntax> operands) ->
                    operandCall(function, operands);
            case Syntax.Comparison _,
                    Syntax.Between _,
                    Syntax.In _,
                    Syntax.And _,
                    Syntax.Or _,
                    Syntax.Not _ ->
                    throw new IllegalStateException("no operand");
        };
    }

    private Operand operandCall(String function, List<Syntax> written) {
        Placement.checkCount(function, written);
        List<Operand> operands = written.stream().map(this::operand).toList();
        Operand first = operands.getFirst();
        return switch (function) {
            case "size" -> {
                checkType(function, first, SIZED);
                yield new Operand.Size(first);
            }
            case "if_not_exists" ->
                    new Operand.IfNotExists(path(function, first), operands.getLast());
            case "list_append" -> {
                for (Operand each : operands) {
                    checkType(function, each, EnumSet.of(Value.Type.L));
                }
                yield new Operand.ListAppend(first, operands.getLast());
            }
            default -> throw new IllegalStateException("not an operand: " + function);
        };
    }

    private static DocumentPath path(String function, Operand operand) {
        if (operand instanceof Operand.At(DocumentPath path)) {
            return path;
        }
        throw new InvalidRequest(
                "Operator or function requires a document path; operator or function: " + function);
    }

    DocumentPath path(Syntax.Path path) {
        if (path.parts().size() > MOST_NESTING) {
            throw new InvalidRequest(
                    "The document path has too many nesting levels; nesting levels: "
                            + path.parts().size());
        }
        List<DocumentPath.Step> steps = new ArrayList<>();
        for (Token part : path.parts()) {
            if (part.kind() == Kind.NUMBER) {
                steps.add(new DocumentPath.Index(Integer.parseInt(part.text())));
            } else if (part.kind() == Kind.NAME_PLACEHOLDER) {
                steps.add(new DocumentPath.Name(name(part.text())));
            } else {
                steps.add(new DocumentPath.Name(part.text()));
            }
        }
        return new DocumentPath(steps);
    }

    private String name(String placeholder) {
        String name = placeholders.name(placeholder);
        if (name == null) {
            throw new InvalidRequest(
                    "An expression attribute name used in the document path is not defined;"
                            + " attribute name: "
                            + placeholder);
        }
        return name;
    }

    private Value value(String placeholder) {
        Value value = placeholders.value(placeholder);
        if (value == null) {
            throw new InvalidRequest(
                    "An expression attribute value used in expression is not defined; attribute"
                            + " value: "
                            + placeholder);
        }
        return value;
    }

    private static void checkDistinct(String operator, Operand first, List<Operand> rest) {
        if (first instanceof Operand.At(DocumentPath path) && rest.contains(first)) {
            throw new InvalidRequest(
                    "The first operand must be distinct from the remaining operands for this"
                            + " operator or function; operator: "
                            + operator
                            + ", first operand: "
                            + path);
        }
    }

    private static void checkType(String operator, Operand operand, Set<Value.Type> allowed) {
        Value.Type type = knownType(operand);
        if (type != null && !allowed.contains(type)) {
            throw wrongType(operator, type.name());
        }
    }

    private static InvalidRequest wrongType(String operator, String type) {
        return new InvalidRequest(
                "Incorrect operand type for operator or function; operator or function: "
                        + operator
                        + ", operand type: "
                        + type);
    }

    private static Value.@Nullable Type knownType(Operand operand) {
        return switch (operand) {
            case Operand.Given(Value value) -> value.type();
            case Operand.Size _, Operand.Plus _, Operand.Minus _ -> Value.Type.N;
            case Operand.ListAppend _ -> Value.Type.L;
            case Operand.At _, Operand.IfNotExists _ -> null;
        };
    }
}
