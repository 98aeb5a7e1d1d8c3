package dev.tule.mtv.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tags that change how things are written. */
final class OutputTags {
    private static final Map<String, String> SYMBOLS =
            Map.of(
                    "openblock", "{%",
                    "closeblock", "%}",
                    "openvariable", "{{",
                    "closevariable", "}}",
                    "openbrace", "{",
                    "closebrace", "}",
                    "opencomment", "{#",
                    "closecomment", "#}");

    private OutputTags() {}

    static Library library() {
        return new Library()
                .tag("autoescape", OutputTags::autoescape)
                .tag("comment", OutputTags::comment)
                .tag("verbatim", OutputTags::verbatim)
                .tag("load", (parser, tag) -> (context, out) -> {})
                .tag("filter", OutputTags::filter)
                .tag("spaceless", OutputTags::spaceless)
                .tag("templatetag", OutputTags::templateTag)
                .tag("widthratio", OutputTags::widthRatio)
                .tag("timezone", OutputTags::timeZone)
                .tag("language", OutputTags::language);
    }

    private static Node autoescape(Parser parser, Tag tag) {
        Escaper escaper =
                switch (tag.arguments().getFirst().replace("\"", "")) {
                    case "on", "html", "xml" -> Escaper.HTML;
                    case "off" -> Escaper.NONE;
                    case "js" -> Escaper.JAVASCRIPT;
                    case "css" -> Escaper.CSS;
                    case "csv" -> Escaper.CSV;
                    default ->
                            throw new IllegalArgumentException(
                                    "autoescape is on, off, js, css or csv");
                };
        NodeList body = parser.parse("endautoescape");
        parser.next();
        return (context, out) -> context.escaping(escaper, () -> body.render(context, out));
    }

    private static Node comment(Parser parser, Tag tag) {
        parser.skipPast("endcomment");
        return (context, out) -> {};
    }

    private static Node verbatim(Parser parser, Tag tag) {
        NodeList body = parser.parse("endverbatim");
        parser.next();
        return body;
    }

    private static Node filter(Parser parser, Tag tag) {
        String filters = tag.contents().substring(tag.name().length()).strip();
        Expression filtered = parser.expression("var|" + filters);
        NodeList body = parser.parse("endfilter");
        parser.next();
        return (context, out) -> {
            Map<String, @Nullable Object> scope = new HashMap<>();
            scope.put("var", SafeString.of(body.render(context)));
            context.within(scope, () -> context.escaper().write(filtered.evaluate(context), out));
        };
    }

    private static Node spaceless(Parser parser, Tag tag) {
        NodeList body = parser.parse("endspaceless");
        parser.next();
        return (context, out) -> out.append(withoutSpace(body.render(context).strip()));
    }

    /** Takes out the space between a tag's end and the next one's start. */
    private static String withoutSpace(String html) {
        StringBuilder out = new StringBuilder(html.length());
        int at = 0;
        while (at < html.length()) {
            char c = html.charAt(at++);
            out.append(c);
            if (c == '>') {
                int next = at;
                while (next < html.length() && Character.isWhitespace(html.charAt(next))) {
                    next++;
                }
                if (next < html.length() && html.charAt(next) == '<') {
                    at = next;
                }
            }
        }
        return out.toString();
    }

    private static Node templateTag(Parser parser, Tag tag) {
        String symbol = SYMBOLS.get(tag.arguments().getFirst());
        if (symbol == null) {
            throw new IllegalArgumentException("templatetag wants one of " + SYMBOLS.keySet());
        }
        return (context, out) -> out.append(symbol);
    }

    private static Node widthRatio(Parser parser, Tag tag) {
        Arguments arguments = Arguments.parse(parser, tag.arguments());
        return (context, out) -> {
            List<@Nullable Object> values = arguments.positional(context);
            BigDecimal value = Values.number(values.get(0));
            BigDecimal most = Values.number(values.get(1));
            BigDecimal width = Values.number(values.get(2));
            Object ratio = "0";
            if (value != null && most != null && width != null && most.signum() != 0) {
                ratio =
                        value.multiply(width)
                                .divide(most, MathContext.DECIMAL64)
                                .setScale(0, RoundingMode.HALF_EVEN);
            }
            arguments.deliver(ratio, context, out);
        };
    }

    private static Node timeZone(Parser parser, Tag tag) {
        Expression zone = parser.expression(tag.arguments().getFirst());
        NodeList body = parser.parse("endtimezone");
        parser.next();
        return (context, out) ->
                context.inZone(
                        ZoneId.of(Values.text(zone.evaluate(context))),
                        () -> body.render(context, out));
    }

    private static Node language(Parser parser, Tag tag) {
        Expression language = parser.expression(tag.arguments().getFirst());
        NodeList body = parser.parse("endlanguage");
        parser.next();
        return (context, out) ->
                context.inLanguage(
                        Locale.forLanguageTag(Values.text(language.evaluate(context))),
                        () -> body.render(context, out));
    }
}
