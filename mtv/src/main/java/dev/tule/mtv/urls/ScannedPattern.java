package dev.tule.mtv.urls;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A path pattern matched from left to right without going back: each parameter takes all that its
 * converter can, which is right where what follows it is something the converter can't take.
 */
record ScannedPattern(String source, List<Part> pieces, boolean toEnd) implements UrlPattern {
    private static final int UUID_LENGTH = 36;

    static boolean suits(List<Part> parts, boolean toEnd) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Part.Parameter(var name, var converter)) {
                boolean last = i == parts.size() - 1;
                boolean suits =
                        last
                                ? toEnd && isBuiltIn(converter)
                                : parts.get(i + 1) instanceof Part.Literal(String text)
                                        && isBuiltIn(converter)
                                        && !converter.equals(Converter.PATH)
                                        && !takes(converter, text.charAt(0));
                if (!suits) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isBuiltIn(Converter<?> converter) {
        return Converter.BUILT_IN.containsValue(converter);
    }

    private static boolean takes(Converter<?> converter, char c) {
        if (converter.equals(Converter.INT)) {
            return c >= '0' && c <= '9';
        }
        if (converter.equals(Converter.STR)) {
            return c != '/';
        }
        if (converter.equals(Converter.PATH)) {
            return c != '\n';
        }
        boolean slug = c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
        return converter.equals(Converter.UUID)
                ? c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')
                : slug || c == '_' || (c >= 'A' && c <= 'Z');
    }

    @Override
    public @Nullable Hit match(String path, int from) {
        int at = from;
        Map<String, Object> arguments = Map.of();
        for (Part piece : pieces) {
            switch (piece) {
                case Part.Literal(String text) -> {
                    if (!path.startsWith(text, at)) {
                        return null;
                    }
                    at += text.length();
                }
                case Part.Parameter(String name, Converter<?> converter) -> {
                    int end = at;
                    while (end < path.length() && takes(converter, path.charAt(end))) {
                        end++;
                    }
                    Object value = end == at ? null : value(converter, path.substring(at, end));
                    if (value == null) {
                        return null;
                    }
                    if (arguments.isEmpty()) {
                        arguments = new LinkedHashMap<>();
                    }
                    arguments.put(name, value);
                    at = end;
                }
            }
        }
        return toEnd && at != path.length() ? null : new Hit(at, arguments);
    }

    private static @Nullable Object value(Converter<?> converter, String text) {
        if (converter.equals(Converter.UUID) && text.length() != UUID_LENGTH) {
            return null;
        }
        try {
            Object value = converter.parse().apply(text);
            // The JDK reads more texts as UUIDs than those of the canonical form.
            return converter.equals(Converter.UUID) && !value.toString().equals(text)
                    ? null
                    : value;
        } catch (IllegalArgumentException tooLargeOrNone) {
            return null;
        }
    }

    @Override
    public Optional<List<Part>> parts() {
        return Optional.of(pieces);
    }
}
