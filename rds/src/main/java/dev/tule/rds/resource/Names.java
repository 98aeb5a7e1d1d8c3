package dev.tule.rds.resource;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for names that callers choose (RDS API Reference, each operation's parameters). */
public final class Names {
    private static final Pattern IDENTIFIER =
            Pattern.compile("[a-z](?:[a-z0-9]|-(?=[a-z0-9]))*", Pattern.CASE_INSENSITIVE);

    private Names() {}

    /**
     * An identifier, in lower case.
     *
     * @param parameter what the caller knows it as
     * @param most characters that it may have
     */
    public static String identifier(String parameter, @Nullable String value, int most) {
        if (value == null || value.isEmpty()) {
            throw Faults.invalid(
                    "The parameter %s must be provided and must not be blank."
                            .formatted(parameter));
        }
        if (!IDENTIFIER.matcher(value).matches()) {
            throw Faults.invalid(
                    ("The parameter %s is not a valid identifier. Identifiers must begin with a"
                                    + " letter; must contain only ASCII letters, digits, and hyphens; and"
                                    + " must not end with a hyphen or contain two consecutive hyphens.")
                            .formatted(parameter));
        }
        if (value.length() > most) {
            throw Faults.invalid(
                    "The parameter %s is not a valid identifier because it is longer than %d characters."
                            .formatted(parameter, most));
        }
        return value.toLowerCase(Locale.ROOT);
    }

    public static String required(String parameter, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw Faults.invalid(
                    "The parameter %s must be provided and must not be blank."
                            .formatted(parameter));
        }
        return value;
    }

    /** What follows the last colon of an ARN; a name stays as it is. */
    public static String ofArn(String value) {
        return value.startsWith("arn:") ? value.substring(value.lastIndexOf(':') + 1) : value;
    }
}
