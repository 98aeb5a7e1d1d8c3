package dev.tule.aws.facts;

import java.util.List;

/**
 * A constraint that a request doesn't keep.
 *
 * @param kind which sort
 * @param path of the value, as AWS writes it: {@code keySchema.1.member.attributeName}
 * @param value what was given, shortened; {@code null} as text where nothing was
 * @param demand what was asked for, as AWS words it
 */
public record Violation(Kind kind, String path, String value, String demand) {

    /** What a constraint is about. */
    public enum Kind {
        REQUIRED,
        LENGTH,
        RANGE,
        VALUES,
        PATTERN
    }

    /** The sentence that AWS's services say about violations. */
    public static String describe(List<Violation> violations) {
        StringBuilder text = new StringBuilder();
        text.append(violations.size())
                .append(violations.size() == 1 ? " validation error" : " validation errors")
                .append(" detected: ");
        String separator = "";
        for (Violation violation : violations) {
            text.append(separator).append(violation.describe());
            separator = "; ";
        }
        return text.toString();
    }

    private String describe() {
        String given = kind == Kind.REQUIRED ? "null" : "'" + value + "'";
        return "Value "
                + given
                + " at '"
                + path
                + "' failed to satisfy constraint: Member must "
                + demand;
    }
}
