package dev.tule.mtv.commands;

import dev.tule.mtv.i18n.PoFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of a Java source is to be translated: literals given to {@code gettext} and its kin, and
 * labels and hints of form fields.
 */
final class JavaMessages {
    private static final String LITERAL =
            "\"(?:\\\\.|[^\"\\\\\\n])*\"(?:\\s*\\+\\s*\"(?:\\\\.|[^\"\\\\\\n])*\")*";
    private static final Pattern CALL =
            Pattern.compile(
                    "\\b(p?)(n?)gettext\\(\\s*(%1$s)(?:\\s*,\\s*(%1$s))?(?:\\s*,\\s*(%1$s))?"
                            .formatted(LITERAL));
    private static final Pattern FIELD =
            Pattern.compile("\\b(?:label|help)\\s*=\\s*(" + LITERAL + ")");
    private static final Pattern ONE = Pattern.compile("\"((?:\\\\.|[^\"\\\\])*)\"");

    private JavaMessages() {}

    static List<PoFile.Found> in(String source, String place) {
        List<PoFile.Found> found = new ArrayList<>();
        Matcher call = CALL.matcher(source);
        while (call.find()) {
            boolean context = !call.group(1).isEmpty();
            String id = text(call.group(context ? 4 : 3));
            String plural = call.group(2).isEmpty() ? null : text(call.group(context ? 5 : 4));
            if (id != null) {
                found.add(
                        new PoFile.Found(
                                context ? text(call.group(3)) : null,
                                id,
                                plural,
                                at(source, call.start(), place)));
            }
        }
        Matcher field = FIELD.matcher(source);
        while (field.find()) {
            String id = text(field.group(1));
            if (id != null && !id.isBlank()) {
                found.add(new PoFile.Found(null, id, null, at(source, field.start(), place)));
            }
        }
        return found;
    }

    private static String at(String source, int offset, String place) {
        return place
                + ":"
                + (1 + source.substring(0, offset).chars().filter(c -> c == '\n').count());
    }

    /** The text of literals in a row. */
    private static @Nullable String text(@Nullable String literals) {
        if (literals == null) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        Matcher one = ONE.matcher(literals);
        while (one.find()) {
            text.append(one.group(1).translateEscapes());
        }
        return text.toString();
    }
}
