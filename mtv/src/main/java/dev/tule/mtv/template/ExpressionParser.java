package dev.tule.mtv.template;

import dev.tule.mtv.Active;
import dev.tule.mtv.i18n.Translations;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code variable.member|filter:"argument"}. */
final class ExpressionParser {
    private final String text;
    private final Map<String, Library.Registered> filters;
    private int at;

    private ExpressionParser(String text, Map<String, Library.Registered> filters) {
        this.text = text;
        this.filters = filters;
    }

    /**
     * Compiles an expression.
     *
     * @throws IllegalArgumentException where it is malformed, or a filter is unknown
     */
    static Expression parse(String text, Map<String, Library.Registered> filters) {
        ExpressionParser parser = new ExpressionParser(text.strip(), filters);
        Expression value = parser.operand();
        while (parser.at < parser.text.length()) {
            parser.spaces();
            parser.expect('|');
            value = parser.filtered(value);
            parser.spaces();
        }
        return value;
    }

    private void spaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private void expect(char c) {
        if (at >= text.length() || text.charAt(at) != c) {
            throw new IllegalArgumentException(
                    "can't read '"
                            + text.substring(Math.min(at, text.length()))
                            + "' in '"
                            + text
                            + "'");
        }
        at++;
        spaces();
    }

    private Expression filtered(Expression value) {
        String name = word("");
        Library.Registered registered = filters.get(name);
        if (registered == null) {
            throw new IllegalArgumentException("there is no filter '" + name + "'");
        }
        Expression argument = null;
        if (at < text.length() && text.charAt(at) == ':') {
            at++;
            argument = operand();
        }
        return new Filtered(value, registered.filter(), registered.keepsSafe(), argument);
    }

    private Expression operand() {
        if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
            String literal = quoted();
            return new Literal(SafeString.of(literal));
        }
        if (text.startsWith("_(", at)) {
            at += 2;
            String message = quoted();
            expect(')');
            return context -> Active.isBound() ? Translations.gettext(message) : message;
        }
        String word = word(".-+");
        if (word.isEmpty()) {
            throw new IllegalArgumentException("a value is missing in '" + text + "'");
        }
        return switch (word) {
            case "True", "true" -> new Literal(true);
            case "False", "false" -> new Literal(false);
            case "None", "null" -> new Literal(null);
            default -> number(word);
        };
    }

    private static Expression number(String word) {
        char first = word.charAt(0);
        if (Character.isDigit(first) || first == '-' || first == '+') {
            try {
                return word.contains(".")
                        ? new Literal(new BigDecimal(word))
                        : new Literal(Long.valueOf(word));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + word + "' is no number");
            }
        }
        String[] path = word.split("\\.", -1);
        for (String part : path) {
            if (part.isEmpty()
                    || part.startsWith("_")
                    || part.contains("-")
                    || part.contains("+")) {
                throw new IllegalArgumentException("'" + word + "' is no variable");
            }
        }
        return new Variable(path[0], List.of(path).subList(1, path.length).toArray(String[]::new));
    }

    private String word(String more) {
        int start = at;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (!Character.isLetterOrDigit(c) && c != '_' && more.indexOf(c) < 0) {
                break;
            }
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        char quote = at < text.length() ? text.charAt(at) : ' ';
        if (quote != '"' && quote != '\'') {
            throw new IllegalArgumentException("a quoted text is missing in '" + text + "'");
        }
        StringBuilder literal = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            literal.append(text.charAt(at++));
        }
        if (at >= text.length()) {
            throw new IllegalArgumentException("a quote is not closed in '" + text + "'");
        }
        at++;
        return literal.toString();
    }

    /** A value that stands in the template: its author's own, so it is safe. */
    record Literal(@Nullable Object value) implements Expression {
        @Override
        public @Nullable Object evaluate(TemplateContext context) {
            return value;
        }
    }

    private record Variable(String name, @SuppressWarnings("ArrayRecordComponent") String[] members)
            implements Expression {
        @Override
        public @Nullable Object evaluate(TemplateContext context) {
            Object value = context.get(name);
            for (String member : members) {
                if (value == null) {
                    return null;
                }
                value = Members.get(value, member);
            }
            return value;
        }
    }

    private record Filtered(
            Expression value, Filter filter, boolean keepsSafe, @Nullable Expression argument)
            implements Expression {
        @Override
        public @Nullable Object evaluate(TemplateContext context) {
            Object in = value.evaluate(context);
            Object out =
                    filter.apply(in, argument == null ? null : argument.evaluate(context), context);
            return keepsSafe && in instanceof SafeString && out instanceof String text
                    ? SafeString.of(text)
                    : out;
        }
    }
}
