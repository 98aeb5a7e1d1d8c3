package dev.tule.wamp;

import java.util.Locale;

/**
 * How the URI of a subscription or registration is compared with a topic or procedure.
 *
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-pattern-based-subscription">Pattern-based
 *     Subscription</a>
 */
public enum MatchPolicy {
    /** Both are equal. */
    EXACT,
    /** The one begins with the other, character by character. */
    PREFIX,
    /** Component by component, where an empty component stands for any. */
    WILDCARD;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** As it stands in {@code Options.match}. */
    public String wireName() {
        return wireName;
    }

    /** Whether a topic or procedure matches a pattern. */
    public boolean matches(Uri pattern, Uri uri) {
        return switch (this) {
            case EXACT -> uri.equals(pattern);
            case PREFIX -> uri.value().startsWith(pattern.value());
            case WILDCARD -> matchesByComponent(pattern.value(), uri.value());
        };
    }

    private static boolean matchesByComponent(String pattern, String uri) {
        String[] wanted = pattern.split("\\.", -1);
        String[] given = uri.split("\\.", -1);
        boolean all = wanted.length == given.length;
        for (int i = 0; all && i < wanted.length; i++) {
            all = wanted[i].isEmpty() || wanted[i].equals(given[i]);
        }
        return all;
    }

    /**
     * What {@code Options.match} says: exact unless told otherwise. The rules of the options have
     * been checked.
     */
    public static MatchPolicy of(Dict options) {
        return switch (options.string("match").orElse("exact")) {
            case "exact" -> EXACT;
            case "prefix" -> PREFIX;
            case "wildcard" -> WILDCARD;
            default -> throw new IllegalArgumentException("not a match policy");
        };
    }
}
