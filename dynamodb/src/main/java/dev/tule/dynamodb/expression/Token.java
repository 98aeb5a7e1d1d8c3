package dev.tule.dynamodb.expression;

/**
 * A piece of an expression's text.
 *
 * @param start where it begins in the text
 * @param end just beyond it
 */
record Token(Kind kind, String text, int start, int end) {

    /** What a token is. */
    enum Kind {
        /** An attribute's name, a function's or a keyword. */
        WORD,
        /** {@code #name}: a name given with the request. */
        NAME_PLACEHOLDER,
        /** {@code :name}: a value given with the request. */
        VALUE_PLACEHOLDER,
        NUMBER,
        SYMBOL,
        /** Something that no expression contains. */
        UNKNOWN,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** Whether this is the keyword, in whatever case. */
    boolean isKeyword(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }
}
