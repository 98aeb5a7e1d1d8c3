package dev.tule.mtv.template;

import dev.tule.mtv.Active;
import dev.tule.mtv.i18n.Translations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tags that translate.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/i18n/translation/#internationalization-in-template-code">
 *     Django: translation in templates</a>
 */
final class TranslationTags {

    private static final Pattern HOLE = Pattern.compile("%\\(([^)]+)\\)s|%%");

    private TranslationTags() {}

    static Library library() {
        return new Library()
                .tag("trans", TranslationTags::translate)
                .tag("translate", TranslationTags::translate)
                .tag("blocktrans", TranslationTags::block)
                .tag("blocktranslate", TranslationTags::block)
                .simpleTag(
                        "get_current_language",
                        (context, values, named) -> context.locale().toLanguageTag());
    }

    private static Node translate(Parser parser, Tag tag) {
        List<String> words = new ArrayList<>(tag.arguments());
        boolean noop = words.remove("noop");
        int at = words.indexOf("context");
        Expression meaning = null;
        if (at >= 0) {
            meaning = parser.expression(words.remove(at + 1));
            words.remove(at);
        }
        Expression about = meaning;
        Arguments arguments = Arguments.parse(parser, words);
        Expression message = arguments.values().getFirst();
        return (context, out) -> {
            Object value = message.evaluate(context);
            String translated =
                    noop
                            ? Values.text(value)
                            : translated(
                                    about == null ? null : Values.text(about.evaluate(context)),
                                    Values.text(value));
            // A literal is the author's, and so is its translation; a variable's text is not.
            arguments.deliver(
                    value instanceof SafeString ? SafeString.of(translated) : translated,
                    context,
                    out);
        };
    }

    private static String translated(@Nullable String meaning, String message) {
        return Active.isBound() ? Translations.pgettext(meaning, message) : message;
    }

    /** What {@code blocktranslate} was told. */
    private record Block(
            Map<String, Expression> names,
            @Nullable String counter,
            @Nullable Expression meaning,
            @Nullable String variable,
            String singular,
            @Nullable String plural,
            Set<String> variables) {}

    private static Node block(Parser parser, Tag tag) {
        List<String> words = new ArrayList<>(tag.arguments());
        boolean trimmed = words.remove("trimmed");
        String variable = valueAfter(words, "asvar");
        String meaning = valueAfter(words, "context");
        String count = valueAfter(words, "count");
        words.remove("with");
        words.remove("and");
        Map<String, Expression> names = new HashMap<>(Arguments.parse(parser, words).names());
        String counter = null;
        if (count != null) {
            int equals = Arguments.nameEnd(count);
            if (equals < 0) {
                throw new IllegalArgumentException("blocktranslate wants: count name=value");
            }
            counter = count.substring(0, equals);
            names.put(counter, parser.expression(count.substring(equals + 1)));
        }
        Set<String> variables = new HashSet<>();
        String end = "end" + tag.name();
        String singular = message(parser.rawUntil(Set.of("plural", end)), trimmed, variables);
        String plural = null;
        if (parser.next().name().equals("plural")) {
            plural = message(parser.rawUntil(Set.of(end)), trimmed, variables);
            parser.next();
        }
        Block block =
                new Block(
                        names,
                        counter,
                        meaning == null ? null : parser.expression(meaning),
                        variable,
                        singular,
                        plural,
                        variables);
        return (context, out) -> render(block, context, out);
    }

    private static @Nullable String valueAfter(List<String> words, String keyword) {
        int at = words.indexOf(keyword);
        if (at < 0) {
            return null;
        }
        String value = words.remove(at + 1);
        words.remove(at);
        return value;
    }

    /** The text as catalogues have it: variables are {@code %(name)s}. */
    static String message(List<Lexer.Token> tokens, boolean trimmed, Set<String> variables) {
        StringBuilder text = new StringBuilder();
        for (Lexer.Token token : tokens) {
            switch (token.kind()) {
                case TEXT -> text.append(token.text().replace("%", "%%"));
                case VARIABLE -> {
                    variables.add(token.text());
                    text.append("%(").append(token.text()).append(")s");
                }
                case TAG ->
                        throw new IllegalArgumentException(
                                "blocktranslate can't hold the tag '" + token.text() + "'");
            }
        }
        return trimmed
                ? text.toString()
                        .lines()
                        .map(String::strip)
                        .filter(l -> !l.isEmpty())
                        .collect(Collectors.joining(" "))
                : text.toString();
    }

    private static void render(Block block, TemplateContext context, StringBuilder out) {
        Map<String, @Nullable Object> values = new HashMap<>();
        block.names.forEach((name, value) -> values.put(name, value.evaluate(context)));
        context.within(
                values,
                () -> {
                    StringBuilder text = new StringBuilder();
                    Matcher hole = HOLE.matcher(text(block, context));
                    while (hole.find()) {
                        hole.appendReplacement(text, "");
                        fill(hole, block, context, text);
                    }
                    values.put("", hole.appendTail(text).toString());
                });
        String result = Values.text(values.get(""));
        if (block.variable == null) {
            out.append(result);
        } else {
            context.set(block.variable, SafeString.of(result));
        }
    }

    /** A variable of the block is written escaped; what a catalogue made up stays text. */
    private static void fill(
            Matcher hole, Block block, TemplateContext context, StringBuilder out) {
        String name = hole.group(1);
        if (name == null) {
            out.append('%');
        } else if (block.variables.contains(name)) {
            context.escaper().write(context.get(name), out);
        } else {
            out.append(hole.group());
        }
    }

    private static String text(Block block, TemplateContext context) {
        String meaning =
                block.meaning == null ? null : Values.text(block.meaning.evaluate(context));
        if (block.counter == null || block.plural == null) {
            return translated(meaning, block.singular);
        }
        int number = Values.integer(context.get(block.counter), 0);
        if (!Active.isBound()) {
            return number == 1 ? block.singular : block.plural;
        }
        return Translations.npgettext(meaning, block.singular, block.plural, number);
    }
}
