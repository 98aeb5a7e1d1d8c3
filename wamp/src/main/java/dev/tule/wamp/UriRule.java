package dev.tule.wamp;

/**
 * What a URI may be made of.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-uris">URIs</a>
 */
public enum UriRule {
    /** Components without white space, {@code #} and dots: what every URI must follow. */
    LOOSE {
        @Override
        boolean allows(char c) {
            return c != '#' && !white(c);
        }

        private static boolean white(char c) {
            return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
        }
    },
    /**
     * Components of lower-case letters, digits and {@code _}: what the specification recommends.
     */
    STRICT {
        @Override
        boolean allows(char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        }
    };

    /** Longer ones are refused: the specification has no limit, and a limit there must be. */
    public static final int MAX_LENGTH = 1024;

    abstract boolean allows(char c);

    /**
     * Whether the URI follows this rule.
     *
     * @param match how the URI will be matched: in a pattern components may be empty, elsewhere not
     */
    public boolean accepts(Uri uri, MatchPolicy match) {
        String value = uri.value();
        if (value.length() > MAX_LENGTH) {
            return false;
        }
        boolean emptyAllowed = match != MatchPolicy.EXACT;
        int start = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || value.charAt(i) == '.') {
                if (i == start && !emptyAllowed) {
                    return false;
                }
                start = i + 1;
            } else if (!allows(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
