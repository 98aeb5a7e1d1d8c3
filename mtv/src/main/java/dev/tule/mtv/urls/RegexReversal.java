package dev.tule.mtv.urls;

import dev.tule.mtv.urls.UrlPattern.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a regular expression round, where it is a row of plain characters and named groups. (Django
 * turns more of them round; whoever needs that writes a path.)
 */
final class RegexReversal {
    private static final String SPECIAL = ".[]{}()*+?|";

    private RegexReversal() {}

    static Optional<List<Part>> parts(String regex, Pattern namedGroup) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        Matcher groups = namedGroup.matcher(regex);
        int at = regex.startsWith("^") ? 1 : 0;
        int end =
                regex.endsWith("$") && !regex.endsWith("\\$") ? regex.length() - 1 : regex.length();
        while (at < end) {
            char c = regex.charAt(at);
            if (groups.region(at, end).lookingAt()) {
                int close = closing(regex, at);
                if (close < 0 || isQuantified(regex, close + 1, end)) {
                    return Optional.empty();
                }
                if (!literal.isEmpty()) {
                    parts.add(new Part.Literal(literal.toString()));
                    literal.setLength(0);
                }
                String within = regex.substring(groups.end(), close);
                parts.add(new Part.Parameter(groups.group(1), text(within)));
                at = close + 1;
            } else if (c == '\\'
                    && at + 1 < end
                    && !Character.isLetterOrDigit(regex.charAt(at + 1))) {
                literal.append(regex.charAt(at + 1));
                at += 2;
            } else if (c == '\\' || SPECIAL.indexOf(c) >= 0) {
                return Optional.empty();
            } else {
                literal.append(c);
                at++;
            }
            if (isQuantified(regex, at, end)) {
                return Optional.empty();
            }
        }
        if (!literal.isEmpty()) {
            parts.add(new Part.Literal(literal.toString()));
        }
        return Optional.of(parts);
    }

    private static Converter<String> text(String regex) {
        return new Converter<>(String.class, regex, s -> s, s -> s);
    }

    private static boolean isQuantified(String regex, int at, int end) {
        return at < end && "*+?{".indexOf(regex.charAt(at)) >= 0;
    }

    private static int closing(String regex, int open) {
        int depth = 0;
        boolean inClass = false;
        for (int i = open; i < regex.length(); i++) {
            char c = regex.charAt(i);
            if (c == '\\') {
                i++;
            } else if (inClass) {
                inClass = c != ']';
            } else if (c == '[') {
                inClass = true;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
