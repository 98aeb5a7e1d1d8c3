package dev.tule.mtv.urls;

import dev.tule.mtv.ImproperlyConfigured;
import dev.tule.mtv.MeteredText;
import dev.tule.mtv.SuspiciousOperation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A pattern as a regular expression. Its groups are renamed, since Java's names can't have
 * underscores; a match that reads more characters than its budget is given up.
 */
record RegexPattern(
        String source, Pattern regex, List<Part.Parameter> parameters, Optional<List<Part>> parts)
        implements UrlPattern {
    private static final Pattern NAMED_GROUP =
            Pattern.compile("\\(\\?P?<([a-zA-Z_][a-zA-Z0-9_]*)>");
    private static final int STEPS = 10_000;
    private static final int STEPS_PER_CHARACTER = 100;

    static RegexPattern ofParts(String source, List<Part> parts, boolean toEnd) {
        StringBuilder regex = new StringBuilder("^");
        List<Part.Parameter> parameters = new ArrayList<>();
        for (Part part : parts) {
            switch (part) {
                case Part.Literal(String text) -> regex.append(Pattern.quote(text));
                case Part.Parameter parameter -> {
                    regex.append(group(parameters.size())).append(parameter.converter().regex());
                    regex.append(')');
                    parameters.add(parameter);
                }
            }
        }
        String whole = regex.append(toEnd ? "\\z" : "").toString();
        return new RegexPattern(source, compiled(source, whole), parameters, Optional.of(parts));
    }

    static RegexPattern ofRegex(String source) {
        List<Part.Parameter> parameters = new ArrayList<>();
        Matcher groups = NAMED_GROUP.matcher(source);
        StringBuilder regex = new StringBuilder();
        while (groups.find()) {
            groups.appendReplacement(regex, Matcher.quoteReplacement(group(parameters.size())));
            parameters.add(new Part.Parameter(groups.group(1), Converter.STR));
        }
        groups.appendTail(regex);
        return new RegexPattern(
                source,
                compiled(source, regex.toString()),
                parameters,
                RegexReversal.parts(source, NAMED_GROUP));
    }

    private static String group(int index) {
        return "(?<g" + index + ">";
    }

    private static Pattern compiled(String source, String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new ImproperlyConfigured("URL pattern '" + source + "': " + e.getDescription());
        }
    }

    @Override
    public @Nullable Hit match(String path, int from) {
        Matcher matcher = regex.matcher(metered(path)).region(from, path.length());
        if (!matcher.find()) {
            return null;
        }
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            String text = matcher.group("g" + i);
            if (text != null) {
                try {
                    Part.Parameter parameter = parameters.get(i);
                    arguments.put(parameter.name(), parameter.converter().parse().apply(text));
                } catch (IllegalArgumentException noMatch) {
                    return null;
                }
            }
        }
        return new Hit(matcher.end(), arguments);
    }

    private static MeteredText metered(String path) {
        return new MeteredText(
                path,
                STEPS + (long) STEPS_PER_CHARACTER * path.length(),
                () -> new SuspiciousOperation("a path that a URL's regular expression chokes on"));
    }
}
