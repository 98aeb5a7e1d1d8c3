package dev.tule.dynamodb.expression;

import dev.tule.dynamodb.value.AttributeValues;
import dev.tule.dynamodb.value.InvalidRequest;
import dev.tule.dynamodb.value.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeAction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate;

/** Updates as they were given before there were expressions: {@code AttributeUpdates}. */
public final class LegacyUpdates {
    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final Set<Value.Type> SETS =
            EnumSet.of(Value.Type.SS, Value.Type.NS, Value.Type.BS);
    private static final Set<Value.Type> ADDABLE =
            EnumSet.of(Value.Type.N, Value.Type.SS, Value.Type.NS, Value.Type.BS, Value.Type.L);

    private LegacyUpdates() {}

    /**
     * The update of {@code AttributeUpdates}.
     *
     * @throws InvalidRequest when an action and its value don't fit together
     */
    public static Update of(Map<String, AttributeValueUpdate> updates) {
        List<Update.Action> actions = new ArrayList<>();
        updates.forEach((name, update) -> actions.add(action(name, update)));
        return new Update(actions);
    }

    private static Update.Action action(String name, AttributeValueUpdate update) {
        DocumentPath path = DocumentPath.of(name);
        AttributeAction action =
                update.actionAsString() == null ? AttributeAction.PUT : update.action();
        if (update.value() == null) {
            if (action != AttributeAction.DELETE) {
                throw new InvalidRequest(
                        INVALID
                                + "Only DELETE action is allowed when no attribute value is"
                                + " specified");
            }
            return new Update.Remove(path);
        }
        Value value = AttributeValues.value(update.value());
        return switch (action) {
            case PUT -> new Update.Set(path, new Operand.Given(value));
            case ADD -> {
                if (!ADDABLE.contains(value.type())) {
                    throw new InvalidRequest(
                            INVALID + "ADD action is not supported for the type " + value.type());
                }
                yield new Update.Add(path, value, true);
            }
            case DELETE -> {
                if (!SETS.contains(value.type())) {
                    throw new InvalidRequest(
                            INVALID
                                    + "DELETE action with value is not supported for the type "
                                    + value.type());
                }
                yield new Update.Delete(path, value, true);
            }
            case UNKNOWN_TO_SDK_VERSION ->
                    throw new InvalidRequest(
                            "1 validation error detected: Value '"
                                    + update.actionAsString()
                                    + "' at 'attributeUpdates."
                                    + name
                                    + ".member.action' failed to satisfy constraint: Member must"
                                    + " satisfy enum value set: [ADD, DELETE, PUT]");
        };
    }
}
