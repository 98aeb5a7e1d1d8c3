package dev.tule.cloudwatch.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads expressions of metric math, of limited length and depth. */
public final class Parser {
    private static final int MOST_CHARACTERS = 2048;
    private static final int MOST_DEPTH = 50;
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:(?<number>\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)"
                            + "|(?<text>\"[^\"]*\"|'[^']*')"
                            + "|(?<word>[A-Za-z][A-Za-z0-9_]*)"
                            + "|(?<sign>\\|\\||&&|==|!=|<=|>=|[-+*/^<>()\\[\\],]))");

    private final List<Token> tokens;
    private int at;
    private int depth;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    private enum Kind {
        NUMBER,
        TEXT,
        WORD,
        SIGN,
        END
    }

    private record Token(Kind kind, String text) {}

    /**
     * @throws MathFault when it is no expression, or too long or too deep
     */
    public static Node parse(String expression) {
        if (expression.length() > MOST_CHARACTERS) {
            throw new MathFault("An expression has at most " + MOST_CHARACTERS + " characters.");
        }
        Parser parser = new Parser(tokens(expression));
        Node node = parser.expression(0);
        if (parser.peek().kind != Kind.END) {
            throw new MathFault("Unexpected '" + parser.peek().text + "' in the expression.");
        }
        return node;
    }

    private static List<Token> tokens(String expression) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expression);
        int end = expression.stripTrailing().length();
        int at = 0;
        while (at < end) {
            if (!matcher.region(at, expression.length()).lookingAt()) {
                throw new MathFault(
                        "Unexpected '"
                                + expression.substring(at).strip().charAt(0)
                                + "' in the expression.");
            }
            tokens.add(token(matcher));
            at = matcher.end();
        }
        tokens.add(new Token(Kind.END, "end"));
        return tokens;
    }

    private static Token token(Matcher matcher) {
        for (Kind kind : List.of(Kind.NUMBER, Kind.TEXT, Kind.WORD, Kind.SIGN)) {
            String text = matcher.group(kind.name().toLowerCase(java.util.Locale.ROOT));
            if (text != null) {
                return new Token(kind, text);
            }
        }
        throw new IllegalStateException("a token of no kind");
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        Token token = peek();
        if (token.kind != Kind.END) {
            at++;
        }
        return token;
    }

    private void expect(String sign) {
        Token token = next();
        if (token.kind != Kind.SIGN || !token.text.equals(sign)) {
            throw new MathFault(
                    "Expected '" + sign + "' before '" + token.text + "' in the expression.");
        }
    }

    private boolean comes(String sign) {
        return peek().kind == Kind.SIGN && peek().text.equals(sign);
    }

    /**
     * Operators that bind closer than the given one, left before right; powers right before left.
     */
    private Node expression(int binding) {
        if (++depth > MOST_DEPTH) {
            throw new MathFault("The expression is nested too deeply.");
        }
        Node left = operand();
        while (true) {
            Optional<Operator> operator =
                    peek().kind == Kind.SIGN || peek().kind == Kind.WORD
                            ? Operator.of(peek().text)
                            : Optional.empty();
            if (operator.isEmpty() || operator.get().binding() <= binding) {
                depth--;
                return left;
            }
            next();
            int closer = operator.get().binding() - (operator.get() == Operator.POWER ? 1 : 0);
            left = new Node.Binary(operator.get(), left, expression(closer));
        }
    }

    private Node operand() {
        Token token = next();
        return switch (token.kind) {
            case NUMBER -> new Node.Literal(Double.parseDouble(token.text));
            case TEXT -> new Node.Text(token.text.substring(1, token.text.length() - 1));
            case WORD -> comes("(") ? call(token.text) : new Node.Name(token.text);
            case SIGN -> signed(token.text);
            case END -> throw new MathFault("The expression ends too early.");
        };
    }

    private Node signed(String sign) {
        return switch (sign) {
            case "-" -> new Node.Negation(expression(Operator.TIMES.binding()));
            case "(" -> {
                Node inner = expression(0);
                expect(")");
                yield inner;
            }
            case "[" -> new Node.Array(list("]"));
            default -> throw new MathFault("Unexpected '" + sign + "' in the expression.");
        };
    }

    private Node call(String function) {
        expect("(");
        return new Node.Call(function, list(")"));
    }

    private List<Node> list(String end) {
        List<Node> nodes = new ArrayList<>();
        if (!comes(end)) {
            nodes.add(expression(0));
            while (comes(",")) {
                next();
                nodes.add(expression(0));
            }
        }
        expect(end);
        return nodes;
    }
}
