package dev.tule.engines.relay.mysql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Has statements that make users with a plugin that the server doesn't have make them as the front
 * knows them: {@code IDENTIFIED WITH plugin AS 'text'} becomes the same with another plugin. What
 * stands in texts and comments stays. Immutable.
 */
final class Statements {

    private final String plugin;
    private final String instead;

    /**
     * @param instead the whole clause, beginning with IDENTIFIED
     */
    Statements(String plugin, String instead) {
        this.plugin = plugin;
        this.instead = instead;
    }

    /** One word, quoted text or sign of a statement. */
    private record Token(String text, int from, int to) {
        boolean is(String word) {
            return text.equalsIgnoreCase(word);
        }

        boolean names(String name) {
            boolean quoted = "'\"`".indexOf(text.charAt(0)) >= 0 && text.length() > 1;
            return (quoted ? text.substring(1, text.length() - 1) : text).equalsIgnoreCase(name);
        }

        boolean isText() {
            return text.charAt(0) == '\'' || text.charAt(0) == '"';
        }
    }

    /**
     * @param command its first byte says what it is, the rest is the statement
     * @return the same array where there is nothing to change
     */
    byte[] rewrite(byte[] command) {
        if (!mentionsPlugin(command)) {
            return command;
        }
        // A character for each byte, whatever the client's character set is.
        String statement = new String(command, StandardCharsets.ISO_8859_1);
        List<Token> tokens = tokens(statement);
        StringBuilder changed = new StringBuilder();
        int copied = 0;
        for (int i = 0; i + 2 < tokens.size(); i++) {
            if (tokens.get(i).is("IDENTIFIED")
                    && (tokens.get(i + 1).is("WITH") || tokens.get(i + 1).is("VIA"))
                    && tokens.get(i + 2).names(plugin)) {
                int last = hasText(tokens, i + 3) ? i + 4 : i + 2;
                changed.append(statement, copied, tokens.get(i).from()).append(instead);
                copied = tokens.get(last).to();
            }
        }
        changed.append(statement, copied, statement.length());
        return changed.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean hasText(List<Token> tokens, int as) {
        return as + 1 < tokens.size()
                && (tokens.get(as).is("AS") || tokens.get(as).is("USING"))
                && tokens.get(as + 1).isText();
    }

    private boolean mentionsPlugin(byte[] command) {
        for (int i = 1; i + plugin.length() <= command.length; i++) {
            int at = 0;
            while (at < plugin.length() && (command[i + at] | ' ') == (plugin.charAt(at) | ' ')) {
                at++;
            }
            if (at == plugin.length()) {
                return true;
            }
        }
        return false;
    }

    private static List<Token> tokens(String statement) {
        List<Token> tokens = new ArrayList<>();
        int at = 1;
        while (at < statement.length()) {
            char c = statement.charAt(at);
            int end = at + 1;
            if (Character.isWhitespace(c)) {
                at = end;
                continue;
            }
            if (c == '#' || statement.startsWith("-- ", at)) {
                at = behind(statement, "\n", at);
                continue;
            }
            if (statement.startsWith("/*", at)) {
                at = behind(statement, "*/", at + 2);
                continue;
            }
            if (c == '\'' || c == '"' || c == '`') {
                end = quoted(statement, at);
            } else if (isOfWord(c)) {
                while (end < statement.length() && isOfWord(statement.charAt(end))) {
                    end++;
                }
            }
            tokens.add(new Token(statement.substring(at, end), at, end));
            at = end;
        }
        return tokens;
    }

    private static int behind(String statement, String end, int from) {
        int found = statement.indexOf(end, from);
        return found < 0 ? statement.length() : found + end.length();
    }

    private static int quoted(String statement, int from) {
        char quote = statement.charAt(from);
        for (int at = from + 1; at < statement.length(); at++) {
            char c = statement.charAt(at);
            if (c == '\\' && quote != '`') {
                at++;
            } else if (c == quote) {
                // Two of them are one within the text, or two texts that belong together.
                return at + 1;
            }
        }
        return statement.length();
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
