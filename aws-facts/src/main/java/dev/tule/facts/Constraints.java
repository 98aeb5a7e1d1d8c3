package dev.tule.facts;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Constraints as they are written in a facts file. */
final class Constraints {
    /**
     * Longer enumerations are the service's own business: EC2 has more than 800 instance types, and
     * new ones every week.
     */
    private static final Pattern ONE_CLASS = Pattern.compile("\\[[^]]+]");

    private static final int ENUM_LIMIT = 60;

    private Constraints() {}

    /** {@code length=1..255}, {@code range=0..}; nothing where there is no bound. */
    static List<String> bounds(String kind, Optional<String> min, Optional<String> max) {
        return min.isEmpty() && max.isEmpty()
                ? List.of()
                : List.of(kind + "=" + min.orElse("") + ".." + max.orElse(""));
    }

    /** {@code enum=A,B}; values with a comma or space in them don't occur in short enumerations. */
    static List<String> enumeration(List<String> values) {
        boolean plain = values.stream().noneMatch(v -> v.contains(",") || v.contains(" "));
        return plain && !values.isEmpty() && values.size() <= ENUM_LIMIT
                ? List.of("enum=" + String.join(",", values))
                : List.of();
    }

    /**
     * {@code pattern=...}, to be matched against the whole value, so without anchors. Patterns that
     * aren't Java's are left out. A class of characters alone is about the first of them, as
     * CloudWatch's namespaces show, which may have 255.
     */
    static List<String> pattern(String pattern) {
        String body = pattern.startsWith("^") ? pattern.substring(1) : pattern;
        if (body.endsWith("$") && !body.endsWith("\\$")) {
            body = body.substring(0, body.length() - 1);
        }
        // With alternatives at the top, the anchors belonged to the first and the last of them.
        String whole = pattern.contains("|") ? pattern : body;
        if (ONE_CLASS.matcher(whole).matches()) {
            whole += "[\\s\\S]*";
        }
        try {
            Pattern.compile(whole);
        } catch (PatternSyntaxException e) {
            System.err.println("left out a pattern that isn't Java's: " + pattern);
            return List.of();
        }
        return whole.equals(".*") || whole.equals("[\\s\\S]*")
                ? List.of()
                : List.of("pattern=" + whole);
    }
}
