package dev.tule.mtv;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a redirect stays at home. Browsers read addresses more kindly than RFC 3986 does. */
final class SafeUrl {
    private static final int MAX_LENGTH = 2048;

    private SafeUrl() {}

    static boolean check(@Nullable String url, String host, boolean secureOnly) {
        if (url == null || url.isBlank() || url.length() > MAX_LENGTH) {
            return false;
        }
        String trimmed = url.strip();
        // Browsers take a backslash for a slash.
        return isHome(trimmed, host, secureOnly)
                && isHome(trimmed.replace('\\', '/'), host, secureOnly);
    }

    private static boolean isHome(String url, String host, boolean secureOnly) {
        // Three slashes and controls are ignored by browsers, so that a host would follow.
        if (url.startsWith("///") || url.chars().anyMatch(c -> c < ' ' || c == 127)) {
            return false;
        }
        URI uri;
        try {
            uri = new URI(Percent.encodeExcept(url, "/:?#[]@!$&'()*+,;=%"));
        } catch (URISyntaxException e) {
            return false;
        }
        String scheme = uri.getScheme();
        String authority = uri.getRawAuthority();
        if (scheme == null) {
            return authority == null || authority.equalsIgnoreCase(host);
        }
        String lower = scheme.toLowerCase(Locale.ROOT);
        boolean known = lower.equals("https") || (lower.equals("http") && !secureOnly);
        return known && authority != null && authority.equalsIgnoreCase(host);
    }
}
