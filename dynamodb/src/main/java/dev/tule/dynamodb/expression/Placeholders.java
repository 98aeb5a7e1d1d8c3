package dev.tule.dynamodb.expression;

import dev.tule.dynamodb.value.AttributeValues;
import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The names and values that a request gives to its expressions, each of which must be used.
 * Confined to the request.
 */
public final class Placeholders {
    private static final Pattern NAME = Pattern.compile("#[0-9a-zA-Z_]+");
    private static final Pattern VALUE = Pattern.compile(":[0-9a-zA-Z_]+");
    private static final int LONGEST = 255;

    private final Map<String, String> names;
    private final Map<String, Value> values;
    private final Set<String> unusedNames;
    private final Set<String> unusedValues;

    private Placeholders(Map<String, String> names, Map<String, Value> values) {
        this.names = names;
        this.values = values;
        // A hash set: DynamoDB lists the unused ones in a Java hash set's order.
        this.unusedNames = new HashSet<>(names.keySet());
        this.unusedValues = new HashSet<>(values.keySet());
    }

    /**
     * Checks the maps of a request.
     *
     * @param names null where the request has none, as opposed to an empty map
     * @param values likewise
     * @throws InvalidRequest when a placeholder is malformed or a value isn't one
     */
    public static Placeholders of(
            @Nullable Map<String, String> names, @Nullable Map<String, AttributeValue> values) {
        return new Placeholders(
                names == null ? Map.of() : checkedNames(names),
                values == null ? Map.of() : checkedValues(values));
    }

    private static Map<String, String> checkedNames(Map<String, String> names) {
        if (names.isEmpty()) {
            throw new InvalidRequest("ExpressionAttributeNames must not be empty");
        }
        names.forEach(
                (placeholder, name) -> {
                    checkPlaceholder("ExpressionAttributeNames", NAME, placeholder);
                    if (name.isEmpty()) {
                        throw new InvalidRequest(
                                "ExpressionAttributeNames contains invalid value: Empty attribute"
                                        + " name for key "
                                        + placeholder);
                    }
                });
        return names;
    }

    private static Map<String, Value> checkedValues(Map<String, AttributeValue> values) {
        if (values.isEmpty()) {
            throw new InvalidRequest("ExpressionAttributeValues must not be empty");
        }
        values.keySet()
                .forEach(
                        placeholder ->
                                checkPlaceholder("ExpressionAttributeValues", VALUE, placeholder));
        Map<String, Value> checked = new LinkedHashMap<>();
        values.forEach(
                (placeholder, attribute) -> {
                    try {
                        checked.put(placeholder, AttributeValues.value(attribute));
                    } catch (InvalidRequest e) {
                        throw new InvalidRequest(
                                "ExpressionAttributeValues contains invalid value: "
                                        + e.text()
                                        + " for key "
                                        + placeholder);
                    }
                });
        return checked;
    }

    private static void checkPlaceholder(String of, Pattern pattern, String placeholder) {
        if (placeholder.length() > LONGEST || !pattern.matcher(placeholder).matches()) {
            throw new InvalidRequest(
                    of + " contains invalid key: Syntax error; key: \"" + placeholder + "\"");
        }
    }

    @Nullable String name(String placeholder) {
        unusedNames.remove(placeholder);
        return names.get(placeholder);
    }

    @Nullable Value value(String placeholder) {
        unusedValues.remove(placeholder);
        return values.get(placeholder);
    }

    /**
     * To be called when all expressions have been parsed.
     *
     * @throws InvalidRequest when a name or a value wasn't used
     */
    public void checkAllUsed() {
        checkUsed("ExpressionAttributeNames", unusedNames);
        checkUsed("ExpressionAttributeValues", unusedValues);
    }

    private static void checkUsed(String of, Set<String> unused) {
        if (!unused.isEmpty()) {
            throw new InvalidRequest(
                    "Value provided in "
                            + of
                            + " unused in expressions: keys: {"
                            + String.join(", ", unused)
                            + "}");
        }
    }
}
