package dev.tule.mtv.template;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How values are written so that they stay text, by what the template makes. */
public enum Escaper {
    /** HTML and XML, within elements and quoted attributes. */
    HTML {
        @Override
        void escape(String text, StringBuilder out) {
            int start = 0;
            for (int i = 0; i < text.length(); i++) {
                String entity =
                        switch (text.charAt(i)) {
                            case '<' -> "&lt;";
                            case '>' -> "&gt;";
                            case '&' -> "&amp;";
                            case '"' -> "&quot;";
                            case '\'' -> "&#x27;";
                            default -> "";
                        };
                if (!entity.isEmpty()) {
                    out.append(text, start, i).append(entity);
                    start = i + 1;
                }
            }
            out.append(text, start, text.length());
        }
    },
    /** Within a JavaScript string literal. */
    JAVASCRIPT {
        @Override
        void escape(String text, StringBuilder out) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c < ' ' || c == 127 || "\\'\"<>&=-;`\u2028\u2029".indexOf(c) >= 0) {
                    out.append(String.format("\\u%04X", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    },
    /** Within a CSS string, or as an identifier. */
    CSS {
        @Override
        void escape(String text, StringBuilder out) {
            text.codePoints()
                    .forEach(
                            c -> {
                                if (c >= 128
                                        || Character.isLetterOrDigit(c)
                                        || c == '-'
                                        || c == '_') {
                                    out.appendCodePoint(c);
                                } else {
                                    // The space ends the escape (CSS Syntax section 4.3.7).
                                    out.append('\\').append(Integer.toHexString(c)).append(' ');
                                }
                            });
        }
    },
    /** A field of CSV (RFC 4180). What a spreadsheet would run as a formula is made text. */
    CSV {
        @Override
        void escape(String text, StringBuilder out) {
            boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
            String guarded = formula ? "'" + text : text;
            if (guarded.chars()
                    .anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == ';')) {
                out.append('"').append(guarded.replace("\"", "\"\"")).append('"');
            } else {
                out.append(guarded);
            }
        }
    },
    /** Plain text: as it is. */
    NONE {
        @Override
        void escape(String text, StringBuilder out) {
            out.append(text);
        }
    };

    abstract void escape(String text, StringBuilder out);

    /** Writes a value: nothing for null, safe strings and numbers as they are. */
    void write(@Nullable Object value, StringBuilder out) {
        switch (value) {
            case null -> {}
            case SafeString safe -> out.append(safe.text());
            case HasMarkup markup -> out.append(markup.markup().text());
            case Number number -> out.append(Values.text(number));
            default -> escape(Values.text(value), out);
        }
    }

    /** The text escaped. */
    public String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        escape(text, out);
        return out.toString();
    }

    /** By the suffix of a template's name; HTML where it says nothing. */
    static Escaper of(String templateName) {
        String name = templateName.toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "js", "mjs" -> JAVASCRIPT;
            case "css" -> CSS;
            case "csv" -> CSV;
            case "txt", "md", "eml", "po" -> NONE;
            default -> HTML;
        };
    }
}
