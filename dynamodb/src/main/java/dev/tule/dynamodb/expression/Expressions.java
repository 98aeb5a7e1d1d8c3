package dev.tule.dynamodb.expression;

import dev.tule.dynamodb.expression.Syntax.Keyword;
import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Sizes;
import dev.tule.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the texts of expressions. */
public final class Expressions {
    /** The longest expression, in bytes of UTF-8 (Developer Guide, "Quotas": expression length). */
    private static final int MOST_BYTES = 4 << 10;

    private static final Set<Value.Type> ADDABLE =
            EnumSet.of(Value.Type.N, Value.Type.SS, Value.Type.NS, Value.Type.BS);
    private static final Set<Value.Type> SETS =
            EnumSet.of(Value.Type.SS, Value.Type.NS, Value.Type.BS);

    private Expressions() {}

    /**
     * The condition of a text, or null of null.
     *
     * @param kind the parameter's name, for messages
     * @throws InvalidRequest when the text isn't a condition
     */
    public static @Nullable Condition condition(
            String kind, @Nullable String text, Placeholders placeholders) {
        if (text == null) {
            return null;
        }
        return read(
                kind,
                text,
                () -> {
                    Syntax condition = new Parser(text).condition();
                    Placement.checkCondition(condition);
                    return new Resolver(placeholders).condition(condition);
                });
    }

    /**
     * The projection of a text, or null of null.
     *
     * @throws InvalidRequest when the text isn't a projection
     */
    public static @Nullable Projection projection(
            @Nullable String text, Placeholders placeholders) {
        if (text == null) {
            return null;
        }
        return read(
                "ProjectionExpression",
                text,
                () -> {
                    List<Syntax.Path> written = new Parser(text).projection();
                    written.forEach(Placement::checkPath);
                    Resolver resolver = new Resolver(placeholders);
                    List<DocumentPath> paths = written.stream().map(resolver::path).toList();
                    PathTree.checkApart(paths);
                    return Projection.of(paths);
                });
    }

    /**
     * The update of a text, or null of null.
     *
     * @throws InvalidRequest when the text isn't an update
     */
    public static @Nullable Update update(@Nullable String text, Placeholders placeholders) {
        if (text == null) {
            return null;
        }
        return read(
                "UpdateExpression", text, () -> update(new Parser(text).update(), placeholders));
    }

    private static Update update(Syntax.Update written, Placeholders placeholders) {
        checkPlaces(written);
        Resolver resolver = new Resolver(placeholders);
        List<DocumentPath> paths = new ArrayList<>();
        written.sections()
                .forEach(
                        section ->
                                section.actions()
                                        .forEach(
                                                action -> paths.add(resolver.path(action.path()))));
        PathTree.checkApart(paths);
        List<Update.Action> actions = new ArrayList<>();
        // From the last to the first, which decides the fault that DynamoDB reports.
        for (Syntax.Section section : written.sections().reversed()) {
            for (Syntax.Action action : section.actions().reversed()) {
                actions.add(action(section.keyword(), action, resolver));
            }
        }
        return new Update(actions.reversed());
    }

    private static void checkPlaces(Syntax.Update written) {
        Set<Keyword> seen = EnumSet.noneOf(Keyword.class);
        for (Syntax.Section section : written.sections()) {
            for (Syntax.Action action : section.actions()) {
                Placement.checkPath(action.path());
                if (action.value() != null) {
                    Placement.checkUpdateOperand(action.value());
                }
            }
            if (!seen.add(section.keyword())) {
                throw new InvalidRequest(
                        "The \""
                                + section.keyword()
                                + "\" section can only be used once in an update expression;");
            }
        }
    }

    private static Update.Action action(Keyword keyword, Syntax.Action written, Resolver resolver) {
        DocumentPath path = resolver.path(written.path());
        Syntax value = written.value();
        if (value == null) {
            return new Update.Remove(path);
        }
        Operand operand = resolver.operand(value);
        if (operand instanceof Operand.Given(Value given)) {
            switch (keyword) {
                case ADD -> {
                    checkType(keyword, given, ADDABLE);
                    return new Update.Add(path, given, false);
                }
                case DELETE -> {
                    checkType(keyword, given, SETS);
                    return new Update.Delete(path, given, false);
                }
                case SET, REMOVE -> {}
            }
        }
        return new Update.Set(path, operand);
    }

    private static void checkType(Keyword keyword, Value value, Set<Value.Type> allowed) {
        if (!allowed.contains(value.type())) {
            throw new InvalidRequest(
                    "Incorrect operand type for operator or function; operator: "
                            + keyword
                            + ", operand type: "
                            + spoken(value.type())
                            + ", typeSet: ALLOWED_FOR_"
                            + keyword
                            + "_OPERAND");
        }
    }

    private static String spoken(Value.Type type) {
        return type.spoken().toUpperCase(java.util.Locale.ROOT).replace(' ', '_');
    }

    private static <T> T read(String kind, String text, Supplier<T> reading) {
        try {
            if (text.isEmpty()) {
                throw new InvalidRequest("The expression can not be empty;");
            }
            int bytes = Sizes.utf8(text);
            if (bytes > MOST_BYTES) {
                throw new InvalidRequest(
                        "Expression size has exceeded the maximum allowed size; expression size: "
                                + bytes);
            }
            return reading.get();
        } catch (InvalidRequest | Parser.SyntaxError e) {
            throw new InvalidRequest("Invalid " + kind + ": " + e.getMessage());
        }
    }
}
