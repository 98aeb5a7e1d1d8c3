package dev.tule.mtv.template;

import dev.tule.mtv.Percent;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Filters of texts.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/templates/builtins/#built-in-filter-reference">
 *     Django: built-in filters</a>
 */
final class TextFilters {
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private TextFilters() {}

    /** A filter of texts alone. */
    @FunctionalInterface
    private interface OfText {
        String apply(String text, @Nullable Object argument, Locale locale);
    }

    private static Filter text(OfText function) {
        return (value, argument, context) ->
                function.apply(Values.text(value), argument, context.locale());
    }

    static Library library() {
        return new Library()
                .filter(
                        "addslashes",
                        text(
                                (t, a, l) ->
                                        t.replace("\\", "\\\\")
                                                .replace("\"", "\\\"")
                                                .replace("'", "\\'")))
                .safeFilter("capfirst", text((t, a, l) -> capFirst(t)))
                .safeFilter("center", text((t, a, l) -> pad(t, a, 2)))
                .filter("cut", text((t, a, l) -> t.replace(Values.text(a), "")))
                .safeFilter("ljust", text((t, a, l) -> pad(t, a, 1)))
                .safeFilter("rjust", text((t, a, l) -> pad(t, a, 0)))
                .safeFilter("lower", text((t, a, l) -> t.toLowerCase(l)))
                .filter("upper", text((t, a, l) -> t.toUpperCase(l)))
                .safeFilter("title", text((t, a, l) -> title(t)))
                .safeFilter("slugify", text((t, a, l) -> slugify(t)))
                .safeFilter(
                        "truncatechars",
                        text((t, a, l) -> truncate(t, Values.integer(a, Integer.MAX_VALUE))))
                .safeFilter("truncatewords", text((t, a, l) -> truncateWords(t, a)))
                .filter(
                        "urlencode",
                        text(
                                (t, a, l) ->
                                        Percent.encodeExcept(t, a == null ? "/" : Values.text(a))))
                .filter(
                        "iriencode",
                        text((t, a, l) -> Percent.encodeExcept(t, "/#%[]=:;$&()+,!?*@'~")))
                .safeFilter("wordwrap", text((t, a, l) -> wordWrap(t, Values.integer(a, 79))))
                .filter("wordcount", (v, a, c) -> wordCount(Values.text(v)))
                .filter("stringformat", (v, a, c) -> stringFormat(v, Values.text(a), c.locale()))
                .filter("phone2numeric", text((t, a, l) -> phone(t)))
                .filter("make_list", (v, a, c) -> Values.elements(Values.text(v)))
                .filter("pprint", (v, a, c) -> Values.text(v));
    }

    private static String capFirst(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String pad(String text, @Nullable Object width, int side) {
        int missing = Math.clamp(Values.integer(width, 0) - (long) text.length(), 0, 10_000);
        int left = side == 0 ? missing : side == 1 ? 0 : missing / 2;
        return " ".repeat(left) + text + " ".repeat(missing - left);
    }

    private static String title(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean within = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(within ? Character.toLowerCase(c) : Character.toTitleCase(c));
            within = Character.isLetterOrDigit(c) || (c == '\'' && within);
        }
        return out.toString();
    }

    /** Letters, digits, underscores and single hyphens, in lower case. */
    static String slugify(String text) {
        String ascii = Normalizer.normalize(text, Normalizer.Form.NFKD);
        StringBuilder out = new StringBuilder();
        for (char c : ascii.toLowerCase(Locale.ROOT).toCharArray()) {
            boolean word = c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            boolean gap = c == '-' || Character.isWhitespace(c);
            if (word) {
                out.append(c);
            } else if (gap && !out.isEmpty() && out.charAt(out.length() - 1) != '-') {
                out.append('-');
            }
        }
        int start = 0;
        int end = out.length();
        while (start < end && "-_".indexOf(out.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && "-_".indexOf(out.charAt(end - 1)) >= 0) {
            end--;
        }
        return out.substring(start, end);
    }

    /** At most so many characters, the last of them an ellipsis where something is cut. */
    static String truncate(String text, int length) {
        if (text.codePointCount(0, text.length()) <= length) {
            return text;
        }
        return length <= 0
                ? "…"
                : text.substring(0, text.offsetByCodePoints(0, length - 1)).stripTrailing() + "…";
    }

    private static String truncateWords(String text, @Nullable Object count) {
        int most = Values.integer(count, Integer.MAX_VALUE);
        String[] words = SPACES.split(text.strip());
        return words.length <= most
                ? String.join(" ", words)
                : String.join(" ", java.util.Arrays.copyOf(words, Math.max(0, most))) + " …";
    }

    private static String wordWrap(String text, int width) {
        StringBuilder out = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            int column = 0;
            out.append(out.isEmpty() ? "" : "\n");
            for (String word : line.split(" ", -1)) {
                if (column > 0 && column + 1 + word.length() > width) {
                    out.append('\n');
                    column = 0;
                } else if (column > 0) {
                    out.append(' ');
                    column++;
                }
                out.append(word);
                column += word.length();
            }
        }
        return out.toString();
    }

    private static int wordCount(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? 0 : SPACES.split(stripped).length;
    }

    /** Python's {@code %} formats, where Java has the same: {@code d s f x o e} with flags. */
    private static String stringFormat(@Nullable Object value, String format, Locale locale) {
        if (!Pattern.matches("[-+ 0,#]{0,4}[0-9]{0,3}(?:\\.[0-9]{1,2})?[sdfxXoeE]", format)) {
            return "";
        }
        char kind = format.charAt(format.length() - 1);
        Object argument =
                switch (kind) {
                    case 's' -> Values.text(value);
                    case 'f', 'e', 'E' -> Values.number(value);
                    default -> {
                        var number = Values.number(value);
                        yield number == null ? null : number.toBigInteger();
                    }
                };
        return argument == null ? "" : String.format(locale, "%" + format, argument);
    }

    private static String phone(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
            out.append(c >= 'a' && c <= 'z' ? "22233344455566677778889999".charAt(c - 'a') : c);
        }
        return out.toString();
    }
}
