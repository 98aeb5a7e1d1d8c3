package dev.tule.rds.data;

import dev.tule.engines.EngineKind;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement with parameters by name ({@code :id}), as JDBC has them: by place. Names within
 * strings, quoted identifiers and comments are none.
 *
 * @param sql with {@code ?} for each parameter
 * @param names of the parameters, in the order of their places
 */
record NamedStatement(String sql, List<String> names) {

    /**
     * @throws software.amazon.awssdk.services.rdsdata.model.BadRequestException when there is more
     *     than one statement
     */
    static NamedStatement parse(String text, EngineKind engine) {
        return new Reader(text, engine == EngineKind.POSTGRESQL).read();
    }

    /** Reads a statement once, from its beginning to its end. */
    private static final class Reader {
        private final String text;
        private final boolean postgres;
        private final StringBuilder sql = new StringBuilder();
        private final List<String> names = new ArrayList<>();
        private int at;
        private boolean ended;

        Reader(String text, boolean postgres) {
            this.text = text;
            this.postgres = postgres;
        }

        NamedStatement read() {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (isComment(c)) {
                    take(endOfComment());
                } else if (ended && !Character.isWhitespace(c) && c != ';') {
                    throw DataFaults.bad("Multistatements aren't supported.");
                } else {
                    token(c);
                }
            }
            return new NamedStatement(sql.toString(), List.copyOf(names));
        }

        private void token(char c) {
            switch (c) {
                case '\'' -> take(endOfQuoted(c, !postgres || isEscapeString()));
                case '"' -> take(endOfQuoted(c, !postgres));
                case '`' -> take(postgres ? at + 1 : endOfQuoted(c, false));
                case '$' -> take(endOfDollars());
                case ':' -> colon();
                case '?' -> question();
                case ';' -> {
                    ended = true;
                    at++;
                }
                default -> take(at + 1);
            }
        }

        private void take(int end) {
            sql.append(text, at, end);
            at = end;
        }

        private boolean follows(String what) {
            return text.startsWith(what, at);
        }

        private boolean isComment(char c) {
            return switch (c) {
                case '-' -> follows("--");
                case '/' -> follows("/*");
                case '#' -> !postgres;
                default -> false;
            };
        }

        private int endOfComment() {
            if (!follows("/*")) {
                int line = text.indexOf('\n', at);
                return line < 0 ? text.length() : line;
            }
            int depth = 0;
            int i = at;
            while (i < text.length()) {
                if (text.startsWith("/*", i)) {
                    depth = postgres ? depth + 1 : 1;
                    i += 2;
                } else if (text.startsWith("*/", i)) {
                    i += 2;
                    if (--depth == 0) {
                        return i;
                    }
                } else {
                    i++;
                }
            }
            return i;
        }

        /** PostgreSQL's {@code E'...'}, in which a backslash escapes. */
        private boolean isEscapeString() {
            boolean marked = at > 0 && Character.toUpperCase(text.charAt(at - 1)) == 'E';
            return marked && (at < 2 || !Character.isJavaIdentifierPart(text.charAt(at - 2)));
        }

        /** A doubled quote ends and begins again, which comes to the same. */
        private int endOfQuoted(char quote, boolean backslashes) {
            for (int i = at + 1; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\\' && backslashes) {
                    i++;
                } else if (c == quote) {
                    return i + 1;
                }
            }
            return text.length();
        }

        /** After {@code $tag$}, everything until the same again. */
        private int endOfDollars() {
            boolean within = at > 0 && Character.isJavaIdentifierPart(text.charAt(at - 1));
            int close = at + 1;
            while (close < text.length() && isNamePart(text.charAt(close))) {
                close++;
            }
            boolean opens = close < text.length() && text.charAt(close) == '$';
            boolean number = close > at + 1 && Character.isDigit(text.charAt(at + 1));
            if (!postgres || within || !opens || number) {
                return at + 1;
            }
            String tag = text.substring(at, close + 1);
            int end = text.indexOf(tag, close + 1);
            return end < 0 ? text.length() : end + tag.length();
        }

        private void colon() {
            if (follows("::")) {
                take(at + 2);
                return;
            }
            int end = at + 1;
            while (end < text.length() && isNamePart(text.charAt(end))) {
                end++;
            }
            if (end == at + 1 || Character.isDigit(text.charAt(at + 1))) {
                take(at + 1);
                return;
            }
            names.add(text.substring(at + 1, end));
            sql.append('?');
            at = end;
        }

        /** An operator of PostgreSQL, which its driver has doubled. */
        private void question() {
            if (!postgres) {
                throw DataFaults.bad("Parameters have names, such as :id; ? is none.");
            }
            sql.append("??");
            at++;
        }

        private static boolean isNamePart(char c) {
            return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
        }
    }
}
