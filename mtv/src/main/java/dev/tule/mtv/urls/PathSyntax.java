package dev.tule.mtv.urls;

import dev.tule.mtv.ImproperlyConfigured;
import dev.tule.mtv.urls.UrlPattern.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code books/<int:id>/}. */
final class PathSyntax {
    private static final Pattern PARAMETER = Pattern.compile("<(?:([^>:]+):)?([^>]+)>");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private PathSyntax() {}

    static List<Part> parse(String source, Map<String, Converter<?>> converters) {
        List<Part> parts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Matcher found = PARAMETER.matcher(source);
        int last = 0;
        while (found.find()) {
            literal(parts, source.substring(last, found.start()));
            String kind = found.group(1) == null ? "str" : found.group(1);
            Converter<?> converter = converters.get(kind);
            String name = found.group(2);
            if (converter == null) {
                throw new ImproperlyConfigured(
                        "URL pattern '" + source + "': there is no converter '" + kind + "'");
            }
            if (!NAME.matcher(name).matches() || !names.add(name)) {
                throw new ImproperlyConfigured(
                        "URL pattern '" + source + "': '" + name + "' is no name, or stands twice");
            }
            parts.add(new Part.Parameter(name, converter));
            last = found.end();
        }
        literal(parts, source.substring(last));
        return parts;
    }

    private static void literal(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part.Literal(text));
        }
    }

    /** Compiles a pattern, to a scanner where no way back is ever needed. */
    static UrlPattern compile(String source, boolean toEnd, Map<String, Converter<?>> converters) {
        List<Part> parts = parse(source, converters);
        return ScannedPattern.suits(parts, toEnd)
                ? new ScannedPattern(source, parts, toEnd)
                : RegexPattern.ofParts(source, parts, toEnd);
    }
}
