package dev.tule.rds.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.Parameter;

/**
 * A parameter of a database server, as the server itself describes it.
 *
 * @param isStatic whether it takes a restart
 * @param dataType {@code string}, {@code integer}, {@code float}, {@code boolean} or {@code list}
 * @param allowedValues {@code 1-100}, or words with commas between them; empty for any
 * @param isModifiable whether callers may set it; not what Tule or the server sets by itself
 * @param initial the server's own; empty for none
 */
public record ServerParameter(
        String name,
        boolean isStatic,
        String dataType,
        String allowedValues,
        boolean isModifiable,
        String initial,
        String description) {

    /** What the API says of it. */
    public Parameter describe(@Nullable String value, String source, ApplyMethod method) {
        return Parameter.builder()
                .parameterName(name)
                .parameterValue(value)
                .description(description)
                .source(source)
                .applyType(isStatic ? "static" : "dynamic")
                .dataType(dataType)
                .allowedValues(allowedValues.isEmpty() ? null : allowedValues)
                .isModifiable(isModifiable)
                .applyMethod(method)
                .build();
    }

    /** The same with the server's own value. */
    public Parameter describe() {
        return describe(
                initial.isEmpty() ? null : initial,
                "engine-default",
                isStatic ? ApplyMethod.PENDING_REBOOT : ApplyMethod.IMMEDIATE);
    }

    /** Whether the server would take the value. */
    public boolean allows(String value) {
        return switch (dataType) {
            case "integer", "float" -> isWithin(value);
            case "string" -> true;
            default -> isOneOf(value);
        };
    }

    private boolean isOneOf(String value) {
        return allowedValues.isEmpty()
                || Arrays.stream(allowedValues.split(",", -1)).anyMatch(value::equalsIgnoreCase);
    }

    private boolean isWithin(String value) {
        try {
            double number = Double.parseDouble(value);
            if (dataType.equals("integer") && number != Math.rint(number)) {
                return false;
            }
            // A range such as -1-100 has its dash after the first character.
            int dash = allowedValues.indexOf('-', 1);
            return dash < 0
                    || (number >= Double.parseDouble(allowedValues.substring(0, dash))
                            && number <= Double.parseDouble(allowedValues.substring(dash + 1)));
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }
}
