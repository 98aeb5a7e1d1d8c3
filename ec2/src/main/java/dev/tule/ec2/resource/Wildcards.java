package dev.tule.ec2.resource;

/** Patterns of filters, matched without going back further than to the last star. */
final class Wildcards {
    private Wildcards() {}

    /** Whether all of the text is as the pattern says. */
    static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && matchesOne(pattern, p, text.charAt(t))) {
                p += width(pattern, p);
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static boolean matchesOne(String pattern, int at, char character) {
        char first = pattern.charAt(at);
        return first == '?' || pattern.charAt(at + width(pattern, at) - 1) == character;
    }

    /** Two characters for one that a backslash takes as it is. */
    private static int width(String pattern, int at) {
        return pattern.charAt(at) == '\\' && at + 1 < pattern.length() ? 2 : 1;
    }
}
