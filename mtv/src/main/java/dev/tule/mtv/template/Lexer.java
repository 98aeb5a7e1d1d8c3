package dev.tule.mtv.template;

import java.util.ArrayList;
import java.util.List;

/** Cuts a template into text, variables and tags. As in Django, none of them spans lines. */
final class Lexer {
    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int line = 1;

    /** What a token is. */
    enum Kind {
        TEXT,
        VARIABLE,
        TAG
    }

    record Token(Kind kind, String text, int line) {}

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String source) {
        Lexer lexer = new Lexer(source);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        int textStart = 0;
        int at = 0;
        while (true) {
            int open = source.indexOf('{', at);
            if (open < 0 || open + 1 >= source.length()) {
                break;
            }
            int close = close(open);
            if (close < 0) {
                at = open + 1;
                continue;
            }
            text(textStart, open);
            String inner = source.substring(open + 2, close).strip();
            char mark = source.charAt(open + 1);
            at = close + 2;
            if (mark != '#') {
                tokens.add(new Token(mark == '%' ? Kind.TAG : Kind.VARIABLE, inner, line));
            }
            if (mark == '%' && (inner.equals("verbatim") || inner.startsWith("verbatim "))) {
                at = verbatim(inner, at);
            }
            textStart = at;
        }
        text(textStart, source.length());
    }

    private int close(int open) {
        String end =
                switch (source.charAt(open + 1)) {
                    case '{' -> "}}";
                    case '%' -> "%}";
                    case '#' -> "#}";
                    default -> "";
                };
        if (end.isEmpty()) {
            return -1;
        }
        int close = source.indexOf(end, open + 2);
        int lineEnd = source.indexOf('\n', open);
        return close < 0 || (lineEnd >= 0 && lineEnd < close) ? -1 : close;
    }

    /** What stands between verbatim and its end is text, whatever it looks like. */
    private int verbatim(String opening, int start) {
        String ending = "end" + opening;
        int at = start;
        while (true) {
            int open = source.indexOf("{%", at);
            int close = open < 0 ? -1 : source.indexOf("%}", open + 2);
            if (close < 0) {
                throw new IllegalArgumentException("verbatim has no end");
            }
            if (source.substring(open + 2, close).strip().equals(ending)) {
                text(start, open);
                tokens.add(new Token(Kind.TAG, "endverbatim", line));
                return close + 2;
            }
            at = open + 2;
        }
    }

    private void text(int start, int end) {
        if (end > start) {
            String text = source.substring(start, end);
            tokens.add(new Token(Kind.TEXT, text, line));
            line += (int) text.chars().filter(c -> c == '\n').count();
        }
    }
}
