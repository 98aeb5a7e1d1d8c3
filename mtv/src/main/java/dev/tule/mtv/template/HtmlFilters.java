package dev.tule.mtv.template;

import dev.tule.mtv.Json;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters that make or unmake markup. What they make is safe: values in it are escaped. */
final class HtmlFilters {
    private static final Pattern PARAGRAPHS = Pattern.compile("\n{2,}");

    private HtmlFilters() {}

    static Library library() {
        return new Library()
                .filter("safe", (v, a, c) -> v == null ? null : SafeString.of(Values.text(v)))
                .filter(
                        "safeseq",
                        (v, a, c) ->
                                Values.elements(v).stream()
                                        .map(e -> SafeString.of(Values.text(e)))
                                        .toList())
                .filter("escape", (v, a, c) -> escaped(v))
                .filter(
                        "force_escape",
                        (v, a, c) -> SafeString.of(Escaper.HTML.escape(Values.text(v))))
                .filter(
                        "escapejs",
                        (v, a, c) -> SafeString.of(Escaper.JAVASCRIPT.escape(Values.text(v))))
                .filter("json_script", (v, a, c) -> jsonScript(v, a))
                .filter("linebreaks", (v, a, c) -> linebreaks(escaped(v).text()))
                .filter(
                        "linebreaksbr",
                        (v, a, c) -> SafeString.of(lines(escaped(v).text()).replace("\n", "<br>")))
                .filter("linenumbers", (v, a, c) -> lineNumbers(escaped(v).text()))
                .filter("striptags", (v, a, c) -> stripTags(Values.text(v)))
                .filter("unordered_list", (v, a, c) -> SafeString.of(unordered(Values.elements(v))))
                .filter("urlize", (v, a, c) -> Urlizer.urlize(v, Integer.MAX_VALUE))
                .filter(
                        "urlizetrunc",
                        (v, a, c) -> Urlizer.urlize(v, Values.integer(a, Integer.MAX_VALUE)));
    }

    static SafeString escaped(@Nullable Object value) {
        return value instanceof SafeString safe
                ? safe
                : SafeString.of(Escaper.HTML.escape(Values.text(value)));
    }

    /** A value for scripts: JSON that no text in it can break out of. */
    private static SafeString jsonScript(@Nullable Object value, @Nullable Object id) {
        String json =
                Json.write(value)
                        .replace("<", "\\u003C")
                        .replace(">", "\\u003E")
                        .replace("&", "\\u0026");
        SafeString attribute =
                id == null ? SafeString.of("") : SafeString.format(" id=\"{}\"", Values.text(id));
        return SafeString.format(
                "<script{} type=\"application/json\">{}</script>", attribute, SafeString.of(json));
    }

    private static String lines(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static SafeString linebreaks(String text) {
        StringBuilder out = new StringBuilder();
        for (String paragraph : PARAGRAPHS.split(lines(text), -1)) {
            out.append(out.isEmpty() ? "" : "\n\n")
                    .append("<p>")
                    .append(paragraph.replace("\n", "<br>"))
                    .append("</p>");
        }
        return SafeString.of(out.toString());
    }

    private static SafeString lineNumbers(String text) {
        String[] lines = text.split("\n", -1);
        int width = Integer.toString(lines.length).length();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < lines.length; i++) {
            out.append(i == 0 ? "" : "\n")
                    .append(("%0" + width + "d. ").formatted(i + 1))
                    .append(lines[i]);
        }
        return SafeString.of(out.toString());
    }

    /** The text without what looks like tags; what is left is escaped all the same. */
    private static String stripTags(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean tag =
                    c == '<'
                            && at + 1 < text.length()
                            && (Character.isLetter(text.charAt(at + 1))
                                    || "/!?".indexOf(text.charAt(at + 1)) >= 0);
            int close = tag ? text.indexOf('>', at) : -1;
            if (close > 0) {
                at = close + 1;
            } else if (tag) {
                break;
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }

    private static String unordered(List<@Nullable Object> items) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            Object item = items.get(i);
            out.append("<li>").append(escaped(item).text());
            if (i + 1 < items.size() && isNested(items.get(i + 1))) {
                out.append("<ul>")
                        .append(unordered(Values.elements(items.get(++i))))
                        .append("</ul>");
            }
            out.append("</li>");
        }
        return out.toString();
    }

    private static boolean isNested(@Nullable Object item) {
        return item instanceof Iterable<?> || item instanceof Object[] || item instanceof Map<?, ?>;
    }
}
