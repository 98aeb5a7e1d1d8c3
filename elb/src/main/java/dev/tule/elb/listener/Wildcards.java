package dev.tule.elb.listener;

/**
 * A pattern of {@code *} (any characters) and {@code ?} (exactly one). Immutable.
 *
 * @param anyCase whether letters match without regard to case
 */
record Wildcards(String pattern, boolean anyCase) {

    /** Looks at each place of the text at most once for each star. */
    boolean matches(String text) {
        int at = 0;
        int of = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            if (of < pattern.length() && pattern.charAt(of) == '*') {
                star = of++;
                resume = at;
            } else if (of < pattern.length() && same(pattern.charAt(of), text.charAt(at))) {
                at++;
                of++;
            } else if (star >= 0) {
                of = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (of < pattern.length() && pattern.charAt(of) == '*') {
            of++;
        }
        return of == pattern.length();
    }

    private boolean same(char wanted, char found) {
        return wanted == '?'
                || wanted == found
                || (anyCase && Character.toLowerCase(wanted) == Character.toLowerCase(found));
    }
}
