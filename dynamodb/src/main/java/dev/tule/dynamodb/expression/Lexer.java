package dev.tule.dynamodb.expression;

import dev.tule.dynamodb.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Cuts an expression into tokens. */
final class Lexer {
    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens of a text, the last of which is the end. */
    static List<Token> tokens(String text) {
        return new Lexer(text).all();
    }

    private List<Token> all() {
        List<Token> tokens = new ArrayList<>();
        while (true) {
            skipWhile(c -> c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f');
            if (at == text.length()) {
                tokens.add(new Token(Kind.END, "<EOF>", at, at));
                return tokens;
            }
            tokens.add(next());
        }
    }

    private Token next() {
        int start = at;
        char first = text.charAt(at);
        if (first == '#' || first == ':') {
            at++;
            skipWhile(Lexer::isWordPart);
            Kind kind = first == '#' ? Kind.NAME_PLACEHOLDER : Kind.VALUE_PLACEHOLDER;
            return token(at == start + 1 ? Kind.UNKNOWN : kind, start);
        }
        if (isLetter(first)) {
            skipWhile(Lexer::isWordPart);
            return token(Kind.WORD, start);
        }
        if (isDigit(first)) {
            skipWhile(Lexer::isDigit);
            return token(Kind.NUMBER, start);
        }
        at++;
        if (first == '<' || first == '>') {
            if (at < text.length()
                    && (text.charAt(at) == '=' || (first == '<' && text.charAt(at) == '>'))) {
                at++;
            }
            return token(Kind.SYMBOL, start);
        }
        return token("=(),.[]+-".indexOf(first) >= 0 ? Kind.SYMBOL : Kind.UNKNOWN, start);
    }

    private Token token(Kind kind, int start) {
        return new Token(kind, text.substring(start, at), start, at);
    }

    private void skipWhile(IntPredicate wanted) {
        while (at < text.length() && wanted.test(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordPart(int c) {
        return isLetter(c) || isDigit(c) || c == '_';
    }
}
