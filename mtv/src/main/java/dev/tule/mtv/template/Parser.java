package dev.tule.mtv.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles one template's tokens into nodes. Not thread-safe. */
public final class Parser {
    private final TemplateEngine engine;
    private final String template;
    private final List<Lexer.Token> tokens;
    private final Map<String, NodeList> partials = new HashMap<>();
    private final Map<String, InheritanceTags.BlockNode> blocks = new HashMap<>();
    private @Nullable Node lastCycle;
    private int at;

    Parser(TemplateEngine engine, String template, List<Lexer.Token> tokens) {
        this.engine = engine;
        this.template = template;
        this.tokens = tokens;
    }

    public TemplateEngine engine() {
        return engine;
    }

    /** The name of the template that is compiled. */
    public String template() {
        return template;
    }

    Map<String, NodeList> partials() {
        return partials;
    }

    void lastCycle(Node cycle) {
        lastCycle = cycle;
    }

    /** The cycle that {@code resetcycle} means. */
    Node lastCycle() {
        if (lastCycle == null) {
            throw new IllegalArgumentException("there is no cycle to reset");
        }
        return lastCycle;
    }

    Map<String, InheritanceTags.BlockNode> blocks() {
        return blocks;
    }

    /**
     * Compiles up to one of these tags, which is then the next one; to the template's end where
     * none is named.
     */
    public NodeList parse(String... until) {
        Set<String> ends = Set.of(until);
        NodeList nodes = new NodeList(template);
        while (at < tokens.size()) {
            Lexer.Token token = tokens.get(at);
            switch (token.kind()) {
                case TEXT -> {
                    String text = token.text();
                    nodes.add((context, out) -> out.append(text), token.line());
                }
                case VARIABLE -> {
                    Expression value = at(token.line(), () -> expression(token.text()));
                    nodes.add(
                            (context, out) -> context.escaper().write(shown(value, context), out),
                            token.line());
                }
                case TAG -> {
                    Tag tag = at(token.line(), () -> tag(token));
                    if (ends.contains(tag.name())) {
                        return nodes.done();
                    }
                    at++;
                    nodes.add(at(token.line(), () -> compile(tag)), token.line());
                    continue;
                }
            }
            at++;
        }
        if (until.length > 0) {
            int line = tokens.isEmpty() ? 1 : tokens.getLast().line();
            throw new TemplateError(
                    template, line, "unclosed tag: expected one of " + String.join(", ", until));
        }
        return nodes.done();
    }

    private static @Nullable Object shown(Expression value, TemplateContext context) {
        Object result = value.evaluate(context);
        return result instanceof java.time.temporal.TemporalAccessor time
                ? DateFormat.byDefault(time, context)
                : result;
    }

    private Node compile(Tag tag) {
        TagParser parser = engine.tags().get(tag.name());
        if (parser == null) {
            throw new IllegalArgumentException("there is no tag '" + tag.name() + "' here");
        }
        return parser.parse(this, tag);
    }

    private <T> T at(int line, java.util.function.Supplier<T> action) {
        try {
            return action.get();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NoSuchElementException e) {
            String message =
                    e instanceof IllegalArgumentException
                            ? String.valueOf(e.getMessage())
                            : "a tag lacks an argument";
            throw new TemplateError(template, line, message);
        }
    }

    /** Reads the tag that {@link #parse} stopped at. */
    public Tag next() {
        return tag(tokens.get(at++));
    }

    /** Passes over everything up to a tag, and over the tag. */
    public void skipPast(String end) {
        while (at < tokens.size()) {
            Lexer.Token token = tokens.get(at++);
            if (token.kind() == Lexer.Kind.TAG && tag(token).name().equals(end)) {
                return;
            }
        }
        throw new IllegalArgumentException("unclosed tag: expected " + end);
    }

    /** Everything up to a tag as it stands in the template, for tags that translate. */
    List<Lexer.Token> rawUntil(Set<String> ends) {
        List<Lexer.Token> raw = new ArrayList<>();
        while (at < tokens.size()) {
            Lexer.Token token = tokens.get(at);
            if (token.kind() == Lexer.Kind.TAG && ends.contains(tag(token).name())) {
                return raw;
            }
            raw.add(token);
            at++;
        }
        throw new IllegalArgumentException("unclosed tag: expected one of " + ends);
    }

    /**
     * Compiles a variable or literal with its filters.
     *
     * @throws IllegalArgumentException where it is malformed
     */
    public Expression expression(String text) {
        return ExpressionParser.parse(text, engine.filters());
    }

    private static Tag tag(Lexer.Token token) {
        List<String> words = words(token.text());
        if (words.isEmpty()) {
            throw new IllegalArgumentException("an empty tag");
        }
        return new Tag(words.getFirst(), words, token.text(), token.line());
    }

    /** Splits at spaces that are not within quotes. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0 && c == '\\' && i + 1 < text.length()) {
                word.append(c).append(text.charAt(++i));
                continue;
            }
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
            if (quote == 0 && Character.isWhitespace(c)) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else {
                word.append(c);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
