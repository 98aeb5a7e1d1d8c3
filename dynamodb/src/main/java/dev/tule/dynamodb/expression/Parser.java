package dev.tule.dynamodb.expression;

import dev.tule.dynamodb.expression.Condition.Comparator;
import dev.tule.dynamodb.expression.Syntax.Keyword;
import dev.tule.dynamodb.expression.Token.Kind;
import dev.tule.dynamodb.value.InvalidRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions by recursive descent (Developer Guide, "Condition and filter expressions" and
 * "Using update expressions": grammar). A syntax error is reported as DynamoDB does: the token
 * where reading stopped, and the text from the token before it to the one behind it.
 */
final class Parser {
    /** Words that are never names: they divide expressions. */
    private static final Set<String> KEYWORDS =
            Set.of("AND", "OR", "NOT", "BETWEEN", "IN", "SET", "REMOVE", "ADD", "DELETE");

    /**
     * How deep an expression may nest. DynamoDB allows 300 operators, and parentheses around
     * parentheses are refused, so nothing legal comes near.
     */
    private static final int MOST_NESTING = 350;

    private final String text;
    private final List<Token> tokens;
    private int at;
    private int nesting;

    Parser(String text) {
        this.text = text;
        this.tokens = Lexer.tokens(text);
    }

    // ---- conditions ----

    Syntax condition() {
        Syntax condition = or();
        expectEnd();
        return condition;
    }

    private Syntax or() {
        List<Syntax> any = new ArrayList<>(List.of(and()));
        while (takeKeyword("OR")) {
            any.add(and());
        }
        return any.size() == 1 ? any.getFirst() : new Syntax.Or(any);
    }

    private Syntax and() {
        List<Syntax> all = new ArrayList<>(List.of(not()));
        while (takeKeyword("AND")) {
            all.add(not());
        }
        return all.size() == 1 ? all.getFirst() : new Syntax.And(all);
    }

    private Syntax not() {
        if (takeKeyword("NOT")) {
            return nested(() -> new Syntax.Not(not()));
        }
        return peek().is("(") ? inParentheses() : comparison();
    }

    /** A condition in parentheses, or a comparison whose first operand is in parentheses. */
    private Syntax inParentheses() {
        int start = at;
        SyntaxError asCondition;
        try {
            return nested(
                    () -> {
                        expect("(");
                        Syntax condition = or();
                        expect(")");
                        return parenthesised(condition);
                    });
        } catch (SyntaxError e) {
            asCondition = e;
        }
        if (!operandEndsInParentheses(start)) {
            throw asCondition;
        }
        at = start;
        try {
            return comparison();
        } catch (SyntaxError e) {
            throw e.token >= asCondition.token ? e : asCondition;
        }
    }

    /** Whether parentheses hold an operand, which keeps the second try from doubling the work. */
    private boolean operandEndsInParentheses(int start) {
        Token next = tokens.get(Math.min(start + 1, tokens.size() - 1));
        return next.kind() == Kind.VALUE_PLACEHOLDER
                || next.kind() == Kind.NAME_PLACEHOLDER
                || (next.kind() == Kind.WORD && !isKeyword(next));
    }

    private Syntax comparison() {
        Token first = peek();
        Syntax operand = operand();
        Comparator comparator = comparator(peek());
        if (comparator != null) {
            take();
            return new Syntax.Comparison(comparator, operand, operand());
        }
        if (takeKeyword("BETWEEN")) {
            Syntax lower = operand();
            if (!takeKeyword("AND")) {
                throw unexpected();
            }
            return new Syntax.Between(operand, lower, operand());
        }
        if (takeKeyword("IN")) {
            expect("(");
            List<Syntax> list = listOf(this::operand);
            expect(")");
            return new Syntax.In(operand, list);
        }
        if (operand instanceof Syntax.Call && first.kind() == Kind.WORD) {
            return operand;
        }
        throw unexpected();
    }

    private static @Nullable Comparator comparator(Token token) {
        for (Comparator comparator : Comparator.values()) {
            if (token.is(comparator.symbol())) {
                return comparator;
            }
        }
        return null;
    }

    private Syntax operand() {
        Token token = peek();
        if (token.kind() == Kind.VALUE_PLACEHOLDER) {
            return new Syntax.ValueReference(take().text());
        }
        if (token.is("(")) {
            return nested(
                    () -> {
                        take();
                        Syntax content = operand();
                        expect(")");
                        return parenthesised(content);
                    });
        }
        boolean call = token.kind() == Kind.WORD && !isKeyword(token) && peek(1).is("(");
        return call ? nested(this::call) : path();
    }

    private static Syntax parenthesised(Syntax content) {
        if (content instanceof Syntax.Parenthesised) {
            throw new InvalidRequest("The expression has redundant parentheses;");
        }
        return new Syntax.Parenthesised(content);
    }

    private Syntax.Call call() {
        String function = take().text();
        expect("(");
        List<Syntax> operands = listOf(this::operand);
        expect(")");
        return new Syntax.Call(function, operands);
    }

    private Syntax.Path path() {
        List<Token> parts = new ArrayList<>(List.of(name()));
        while (true) {
            if (peek().is(".")) {
                take();
                parts.add(name());
            } else if (peek().is("[")) {
                take();
                if (peek().kind() != Kind.NUMBER) {
                    throw unexpected();
                }
                parts.add(take());
                expect("]");
            } else {
                return new Syntax.Path(parts);
            }
        }
    }

    private Token name() {
        Token token = peek();
        if (token.kind() == Kind.NAME_PLACEHOLDER
                || (token.kind() == Kind.WORD && !isKeyword(token))) {
            return take();
        }
        throw unexpected();
    }

    // ---- projections ----

    List<Syntax.Path> projection() {
        List<Syntax.Path> paths = listOf(this::path);
        expectEnd();
        return paths;
    }

    // ---- updates ----

    Syntax.Update update() {
        List<Syntax.Section> sections = new ArrayList<>();
        do {
            Keyword keyword = keyword(peek());
            if (keyword == null) {
                throw unexpected();
            }
            take();
            sections.add(new Syntax.Section(keyword, listOf(() -> action(keyword))));
        } while (peek().kind() != Kind.END);
        return new Syntax.Update(sections);
    }

    private static @Nullable Keyword keyword(Token token) {
        for (Keyword keyword : Keyword.values()) {
            if (token.isKeyword(keyword.name())) {
                return keyword;
            }
        }
        return null;
    }

    private Syntax.Action action(Keyword keyword) {
        Syntax.Path path = path();
        return switch (keyword) {
            case REMOVE -> new Syntax.Action(path, null);
            case ADD, DELETE -> {
                if (peek().kind() != Kind.VALUE_PLACEHOLDER) {
                    throw unexpected();
                }
                yield new Syntax.Action(path, new Syntax.ValueReference(take().text()));
            }
            case SET -> {
                expect("=");
                Syntax left = operand();
                if (peek().is("+") || peek().is("-")) {
                    String operator = take().text();
                    yield new Syntax.Action(path, new Syntax.Arithmetic(operator, left, operand()));
                }
                yield new Syntax.Action(path, left);
            }
        };
    }

    // ---- tokens ----

    private <T> List<T> listOf(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        list.add(element.get());
        while (peek().is(",")) {
            take();
            list.add(element.get());
        }
        return list;
    }

    private <T> T nested(Supplier<T> inner) {
        if (++nesting > MOST_NESTING) {
            throw new InvalidRequest("The expression contains too many operators;");
        }
        T result = inner.get();
        nesting--;
        return result;
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    private Token take() {
        return tokens.get(at++);
    }

    private boolean takeKeyword(String keyword) {
        boolean there = peek().isKeyword(keyword);
        if (there) {
            at++;
        }
        return there;
    }

    private void expect(String symbol) {
        if (!peek().is(symbol)) {
            throw unexpected();
        }
        at++;
    }

    private void expectEnd() {
        if (peek().kind() != Kind.END) {
            throw unexpected();
        }
    }

    private static boolean isKeyword(Token token) {
        return KEYWORDS.contains(token.text().toUpperCase(Locale.ROOT));
    }

    private SyntaxError unexpected() {
        Token token = peek();
        int from = at > 0 ? tokens.get(at - 1).start() : 0;
        String near = text.substring(from, peek(1).end());
        return new SyntaxError(
                at, "Syntax error; token: \"" + token.text() + "\", near: \"" + near + "\"");
    }

    /** Reading stopped at a token. */
    static final class SyntaxError extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int token;

        SyntaxError(int token, String message) {
            super(message, null, false, false);
            this.token = token;
        }
    }
}
