package dev.tule.dynamodb.expression;

import dev.tule.dynamodb.expression.Token.Kind;
import dev.tule.dynamodb.value.InvalidRequest;
import java.util.List;
import java.util.Map;

/**
 * The first look at what was read: reserved words, the range of indexes, functions that don't exist
 * or stand where they may not. DynamoDB does this before it looks at placeholders.
 */
final class Placement {
    private static final Map<String, Integer> CONDITION_FUNCTIONS =
            Map.of(
                    "attribute_exists", 1,
                    "attribute_not_exists", 1,
                    "attribute_type", 2,
                    "begins_with", 2,
                    "contains", 2);
    private static final Map<String, Integer> OPERAND_FUNCTIONS = Map.of("size", 1);
    private static final Map<String, Integer> UPDATE_FUNCTIONS =
            Map.of("if_not_exists", 2, "list_append", 2);

    private Placement() {}

    /** A condition, where conditions are due. */
    static void checkCondition(Syntax condition) {
        switch (condition) {
            case Syntax.Or(List<Syntax> any) -> any.forEach(Placement::checkCondition);
            case Syntax.And(List<Syntax> all) -> all.forEach(Placement::checkCondition);
            case Syntax.Not(Syntax not) -> checkCondition(not);
            case Syntax.Parenthesised(Syntax content) -> checkCondition(content);
            case Syntax.Comparison(var _, Syntax left, Syntax right) -> {
                checkOperand(left);
                checkOperand(right);
            }
            case Syntax.Between(Syntax operand, Syntax lower, Syntax upper) -> {
                checkOperand(operand);
                checkOperand(lower);
                checkOperand(upper);
            }
            case Syntax.In(Syntax operand, List<Syntax> list) -> {
                checkOperand(operand);
                list.forEach(Placement::checkOperand);
            }
            case Syntax.Call(String function, List<Syntax> operands) ->
                    checkCall(function, operands, CONDITION_FUNCTIONS);
            case Syntax.Path _, Syntax.ValueReference _, Syntax.Arithmetic _ ->
                    throw new IllegalStateException("the parser reads no such condition");
        }
    }

    /** What a condition compares. */
    private static void checkOperand(Syntax operand) {
        switch (operand) {
            case Syntax.Path path -> checkPath(path);
            case Syntax.Parenthesised(Syntax content) -> checkOperand(content);
            case Syntax.Call(String function, List<Syntax> operands) ->
                    checkCall(function, operands, OPERAND_FUNCTIONS);
            case Syntax.ValueReference _ -> {}
            case Syntax.Arithmetic _,
                    Syntax.Comparison _,
                    Syntax.Between _,
                    Syntax.In _,
                    Syntax.And _,
                    Syntax.Or _,
                    Syntax.Not _ ->
                    throw new IllegalStateException("the parser reads no such operand");
        }
    }

    private static void checkCall(
            String function, List<Syntax> operands, Map<String, Integer> allowed) {
        checkExists(function);
        if (UPDATE_FUNCTIONS.containsKey(function)) {
            throw new InvalidRequest(
                    "The function is not allowed in a condition expression; function: " + function);
        }
        if (!allowed.containsKey(function)) {
            throw new InvalidRequest(
                    "The function is not allowed to be used this way in an expression; function: "
                            + function);
        }
        checkCount(function, operands);
        operands.forEach(Placement::checkOperand);
    }

    /** The value of a SET action. */
    static void checkUpdateOperand(Syntax operand) {
        switch (operand) {
            case Syntax.Path path -> checkPath(path);
            case Syntax.ValueReference _ -> {}
            case Syntax.Parenthesised(Syntax content) -> checkUpdateOperand(content);
            case Syntax.Arithmetic(String _, Syntax left, Syntax right) -> {
                checkUpdateOperand(left);
                checkUpdateOperand(right);
            }
            case Syntax.Call(String function, List<Syntax> operands) -> {
                checkExists(function);
                if (!UPDATE_FUNCTIONS.containsKey(function)) {
                    throw new InvalidRequest(
                            "The function is not allowed in an update expression; function: "
                                    + function);
                }
                operands.forEach(Placement::checkUpdateOperand);
            }
            case Syntax.Comparison _,
                    Syntax.Between _,
                    Syntax.In _,
                    Syntax.And _,
                    Syntax.Or _,
                    Syntax.Not _ ->
                    throw new IllegalStateException("the parser reads no such operand");
        }
    }

    private static void checkExists(String function) {
        if (!CONDITION_FUNCTIONS.containsKey(function)
                && !OPERAND_FUNCTIONS.containsKey(function)
                && !UPDATE_FUNCTIONS.containsKey(function)) {
            throw new InvalidRequest("Invalid function name; function: " + function);
        }
    }

    /** Whether a function has as many operands as it takes. */
    static void checkCount(String function, List<Syntax> operands) {
        int wanted =
                CONDITION_FUNCTIONS.getOrDefault(
                        function,
                        OPERAND_FUNCTIONS.getOrDefault(
                                function, UPDATE_FUNCTIONS.getOrDefault(function, 0)));
        if (operands.size() != wanted) {
            throw new InvalidRequest(
                    "Incorrect number of operands for operator or function; operator or function: "
                            + function
                            + ", number of operands: "
                            + operands.size());
        }
    }

    /** Names and indexes of a path. */
    static void checkPath(Syntax.Path path) {
        for (Token part : path.parts()) {
            if (part.kind() == Kind.NUMBER) {
                // Ten digits may still be over, more always are.
                if (part.text().length() > 10 || Long.parseLong(part.text()) > Integer.MAX_VALUE) {
                    throw new InvalidRequest(
                            "List index is not within the allowable range; index: ["
                                    + part.text()
                                    + "]");
                }
            } else if (part.kind() == Kind.WORD && ReservedWords.contain(part.text())) {
                throw new InvalidRequest(
                        "Attribute name is a reserved keyword; reserved keyword: " + part.text());
            }
        }
    }
}
