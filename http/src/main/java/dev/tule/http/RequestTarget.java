package dev.tule.http;

import java.util.Locale;
import java.util.Optional;

/**
 * A request target taken apart (RFC 9112 section 3.2), never decoded or normalised: signatures are
 * computed over the bytes the client sent.
 *
 * @param scheme {@code http} or {@code https} of an absolute form; empty otherwise
 * @param authority the authority of an absolute form; empty otherwise
 * @param rawPath the path, at least {@code /}; {@code *} for the asterisk form
 * @param rawQuery what follows the first question mark; empty where there is none
 */
record RequestTarget(String scheme, String authority, String rawPath, String rawQuery) {

    /**
     * Takes a target in origin, absolute or asterisk form apart; empty where it is none of these.
     */
    static Optional<RequestTarget> parse(String target) {
        if (target.startsWith("/")) {
            return Optional.of(split("", "", target));
        }
        if (target.equals("*")) {
            return Optional.of(new RequestTarget("", "", "*", ""));
        }
        int schemeEnd = target.indexOf("://");
        if (schemeEnd < 0) {
            return Optional.empty();
        }
        String scheme = target.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return Optional.empty();
        }
        int start = schemeEnd + 3;
        int end = start;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        String authority = target.substring(start, end);
        if (authority.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(split(scheme, authority, target.substring(end)));
    }

    private static RequestTarget split(String scheme, String authority, String pathAndQuery) {
        int mark = pathAndQuery.indexOf('?');
        String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
        String query = mark < 0 ? "" : pathAndQuery.substring(mark + 1);
        return new RequestTarget(scheme, authority, path.isEmpty() ? "/" : path, query);
    }
}
